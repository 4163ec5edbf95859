/** A ZIP archive without compression: pictures are compressed already. */

import { crc32, joined, text, uint16, uint32 } from "./bytes.js";

const MOST = 2 ** 32 - 1; // bytes that the plain format holds
const UTF8 = 1 << 11; // names are in UTF-8
const DAY = 0x21; // 1 January 1980, the first day there is: the same work gives the same archive

const two = (value) => uint16(value, true);
const four = (value) => uint32(value, true);

/** @param {{name: string, blob: Blob}[]} files */
export async function zipOf(files) {
  const parts = [];
  const entries = [];
  let at = 0;
  for (const { name, blob } of files) {
    const content = new Uint8Array(await blob.arrayBuffer());
    const called = text(name);
    const size = four(content.length);
    const common = joined([two(20), two(UTF8), two(0), two(0), two(DAY), four(crc32(content)), size, size, two(called.length), two(0)]);
    const local = joined([four(0x04034b50), common, called]);
    entries.push(joined([four(0x02014b50), two(20), common, two(0), two(0), two(0), four(0), four(at), called]));
    parts.push(local, blob);
    at += local.length + content.length;
  }
  const directory = joined(entries);
  if (at + directory.length > MOST) throw new Error("The archive would be larger than 4 GB. Shorten the clip, or take a smaller photo.");
  const end = joined([four(0x06054b50), two(0), two(0), two(files.length), two(files.length), four(directory.length), four(at), two(0)]);
  return new Blob([...parts, directory, end], { type: "application/zip" });
}
