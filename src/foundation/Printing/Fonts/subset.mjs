// Makes the subset faces of this folder from the full Liberation fonts. See README.md.
//   node subset.mjs FOLDER_WITH_LIBERATION_TTF
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(join(process.cwd(), "package.json"));
const subsetFont = require("subset-font");
const here = dirname(fileURLToPath(import.meta.url));
const source = process.argv[2];

const ranges = [
  [0x20, 0x7e], [0xa0, 0x17f],                       // Latin, Latin-1, Latin Extended-A
  [0x192, 0x192], [0x1a0, 0x1a1], [0x1af, 0x1b0],    // ƒ, Ơ ơ, Ư ư
  [0x2c6, 0x2c7], [0x2d8, 0x2dd],
  [0x300, 0x304], [0x306, 0x309], [0x31b, 0x31b], [0x323, 0x323], // marks that stand alone
  [0x1ea0, 0x1ef9],                                  // Vietnamese precomposed
  [0x2010, 0x2015], [0x2018, 0x201e], [0x2020, 0x2022], [0x2026, 0x2026], [0x2030, 0x2030], [0x2039, 0x203a],
  [0x20ab, 0x20ac], [0x2116, 0x2116], [0x2122, 0x2122],
  [0x2190, 0x2193], [0x2212, 0x2212], [0x2248, 0x2248], [0x2260, 0x2260], [0x2264, 0x2265],
  [0x25a0, 0x25a1], [0x25aa, 0x25ab], [0x25cb, 0x25cb], [0x25cf, 0x25cf],
];
const text = ranges.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => String.fromCodePoint(a + i))).join("");

const faces = [
  ["Serif", "Regular"], ["Serif", "Bold"], ["Serif", "Italic"], ["Serif", "BoldItalic"],
  ["Sans", "Regular"], ["Sans", "Bold"], ["Sans", "Italic"], ["Sans", "BoldItalic"],
];

for (const [family, style] of faces) {
  const full = readFileSync(join(source, `Liberation${family}-${style}.ttf`));
  const small = await subsetFont(full, text, {
    targetFormat: "truetype",
    noHinting: true,
    preserveNameIds: [0, 5, 13, 14],
    dropTables: ["GSUB", "GPOS", "GDEF", "kern", "gasp", "FFTM", "VDMX", "hdmx", "LTSH", "DSIG", "PCLT"],
  });
  const renamed = rename(Buffer.from(small), names(full, family, style));
  writeFileSync(join(here, `VanLang${family}-${style}.ttf`), renamed);
  console.log(`VanLang${family}-${style}.ttf ${full.length} -> ${renamed.length} bytes`);
}

// "Liberation", "Arimo", "Tinos" and "Cousine" are reserved names (SIL OFL 1.1, clause 3): a modified version has a name of its own.
function names(full, family, style) {
  const kept = readNames(full);
  const spaced = style.replace("BoldItalic", "Bold Italic");
  return new Map([
    [0, kept.get(0)], [1, `Van Lang ${family}`], [2, spaced], [3, `VanLang${family}-${style};subset`],
    [4, `Van Lang ${family} ${spaced}`.replace(" Regular", "")], [5, kept.get(5)], [6, `VanLang${family}-${style}`],
    [10, "Latin and Vietnamese subset without hinting; no other change to the outlines."],
    [13, kept.get(13)], [14, kept.get(14)],
  ]);
}

function tables(font) {
  const count = font.readUInt16BE(4);
  return Array.from({ length: count }, (_, i) => {
    const at = 12 + 16 * i;
    const offset = font.readUInt32BE(at + 8);
    return { tag: font.toString("latin1", at, at + 4), data: font.subarray(offset, offset + font.readUInt32BE(at + 12)) };
  });
}

function readNames(font) {
  const table = tables(font).find((t) => t.tag === "name").data;
  const found = new Map();
  for (let i = 0; i < table.readUInt16BE(2); i++) {
    const at = 6 + 12 * i;
    if (table.readUInt16BE(at) !== 3) continue;
    const start = table.readUInt16BE(4) + table.readUInt16BE(at + 10);
    found.set(table.readUInt16BE(at + 6), Buffer.from(table.subarray(start, start + table.readUInt16BE(at + 8))).swap16().toString("utf16le"));
  }
  return found;
}

function nameTable(map) {
  const rows = [...map].filter(([, value]) => value);
  const head = Buffer.alloc(6 + 12 * rows.length);
  head.writeUInt16BE(rows.length, 2);
  head.writeUInt16BE(head.length, 4);
  const strings = [];
  let offset = 0;
  rows.forEach(([id, value], i) => {
    const bytes = Buffer.from(value, "utf16le").swap16();
    [3, 1, 0x409, id, bytes.length, offset].forEach((v, k) => head.writeUInt16BE(v, 6 + 12 * i + 2 * k));
    strings.push(bytes);
    offset += bytes.length;
  });
  return Buffer.concat([head, ...strings]);
}

function rename(font, map) {
  const list = tables(font).map((t) => (t.tag === "name" ? { ...t, data: nameTable(map) } : { ...t, data: Buffer.from(t.data) }));
  list.find((t) => t.tag === "head").data.writeUInt32BE(0, 8);
  const sum = (data) => {
    let total = 0;
    for (let i = 0; i < data.length; i += 4) total = (total + data.readUInt32BE(i)) >>> 0;
    return total;
  };
  const pad = (data) => Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
  const header = Buffer.alloc(12 + 16 * list.length);
  font.copy(header, 0, 0, 12);
  let offset = header.length;
  let headOffset = 0;
  const bodies = list.map((t, i) => {
    const body = pad(t.data);
    header.write(t.tag, 12 + 16 * i, "latin1");
    header.writeUInt32BE(sum(body), 16 + 16 * i);
    header.writeUInt32BE(offset, 20 + 16 * i);
    header.writeUInt32BE(t.data.length, 24 + 16 * i);
    if (t.tag === "head") headOffset = offset;
    offset += body.length;
    return body;
  });
  const whole = Buffer.concat([header, ...bodies]);
  whole.writeUInt32BE((0xb1b0afba - sum(whole)) >>> 0, headOffset + 8);
  return whole;
}
