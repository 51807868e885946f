// Makes the font files of this folder anew. Not part of the build; run it in an empty folder after
//   npm install --ignore-scripts subset-font@2.9.0 @fontsource/be-vietnam-pro@5.3.0
// and copy the result here. Two files per weight, so that a page without Vietnamese letters loads one.
import { readFileSync, writeFileSync } from "node:fs";
import subset from "subset-font";

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");
const letters = {
  latin: range(0x20, 0x7e) + range(0xa0, 0xff) + "–—‘’‚“”„•…‹›€−",
  vietnamese: "ĂăĐđĨĩŨũƠơƯư" + range(0x1ea0, 0x1ef9) + "\u0300\u0301\u0303\u0309\u0323₫",
};

for (const weight of [400, 700])
  for (const [script, text] of Object.entries(letters)) {
    const source = readFileSync(`node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-${script}-${weight}-normal.woff2`);
    writeFileSync(`be-vietnam-pro-${script}-${weight}.woff2`, await subset(source, text, { targetFormat: "woff2", noHinting: true }));
  }
