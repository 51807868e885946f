// Builds the assets of the Web room: Sass → CSS, fonts, scripts; hashed names, Brotli and gzip beforehand, manifest.json (name → hashed name).
// Usage: node Assets/build.mjs OUTPUT_DIR, in the folder of package.json.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compile } from "sass";

const output = process.argv[2];
const manifest = {};
mkdirSync(output, { recursive: true });

function emit(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const extension = extname(name);
  const hashed = `${basename(name, extension)}.${hash}${extension}`;
  manifest[name] = hashed;
  writeFileSync(join(output, hashed), content);
  if (extension !== ".woff2") {
    // The last tenth of a large board is not worth ten seconds of every build.
    writeFileSync(join(output, hashed + ".br"), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: content.length > 300_000 ? 6 : 11 } }));
    writeFileSync(join(output, hashed + ".gz"), gzipSync(content, { level: 9 }));
  }
}

for (const folder of ["Assets/fonts", "Assets/pictures"])
  for (const file of readdirSync(folder).filter(f => [".woff2", ".svg"].includes(extname(f))))
    emit(file, readFileSync(join(folder, file)));

// url(asset:NAME) in Sass is an asset of the manifest; url(usa:NAME) is a symbol of USWDS and url(motif:NAME) a pattern of ours, both put into the style sheet itself.
const symbols = "node_modules/@uswds/uswds/dist/img";
const addresses = {
  name: "addresses",
  setup(bundler) {
    bundler.onResolve({ filter: /^asset:/ }, ({ path }) => {
      const name = path.slice("asset:".length);
      if (!(name in manifest)) throw new Error(`No asset ${name}`);
      return { path: manifest[name], external: true };
    });
    bundler.onResolve({ filter: /^motif:/ }, ({ path }) => ({ path: join(process.cwd(), "Assets/motifs", path.slice("motif:".length)) }));
    bundler.onResolve({ filter: /^usa:/ }, ({ path }) => ({ path: join(process.cwd(), symbols, path.slice("usa:".length)) }));
  },
};

const css = compile("Assets/site.scss", { loadPaths: ["node_modules/@uswds/uswds/packages"], quietDeps: true, silenceDeprecations: ["import", "global-builtin", "if-function"] }).css;
const style = await build({
  stdin: { contents: css, loader: "css", resolveDir: process.cwd() },
  bundle: true, minify: true, write: false, target: ["chrome109", "firefox115", "safari16"],
  loader: { ".svg": "dataurl" }, plugins: [addresses],
});
emit("site.css", style.outputFiles[0].contents);

for (const file of readdirSync("Assets/scripts").filter(f => extname(f) === ".js")) {
  const script = await build({ entryPoints: [join("Assets/scripts", file)], bundle: true, format: "esm", minify: true, write: false, target: "es2022" });
  emit(file, script.outputFiles[0].contents);
}

// Style that one page alone needs.
for (const file of readdirSync("Assets/styles").filter(f => extname(f) === ".css")) {
  const sheet = await build({
    entryPoints: [join("Assets/styles", file)], bundle: true, minify: true, write: false, outdir: output, assetNames: "[name].[hash]", target: ["chrome109", "firefox115", "safari16"],
    // Fonts of symbols are files of their own: the policy of the site takes none from within a style sheet.
    loader: { ".svg": "dataurl", ".woff2": "file", ".woff": "empty", ".ttf": "empty", ".eot": "empty" },
  });
  for (const { path, contents } of sheet.outputFiles) {
    if (extname(path) === ".css") emit(file, contents);
    else {
      manifest[basename(path)] = basename(path);
      writeFileSync(path, contents);
    }
  }
}

writeFileSync(join(output, "manifest.json"), JSON.stringify(manifest));
