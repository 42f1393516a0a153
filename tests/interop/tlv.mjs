// Reads a JSON array of requests from stdin, answers an array on stdout.
//   {"verb": "read", "hex": "..."}                         -> {"objects": [{"tag": "9F26", "value": "..."}]}
//   {"verb": "write", "objects": [{"tag", "value"}, ...]}  -> {"hex": "..."}
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const TLV = createRequire(import.meta.url)('node-tlv');

const read = (hex) => TLV.parseList(hex).map((o) => ({ tag: o.getTag(), value: o.getValue() }));
const write = (objects) => objects.map((o) => new TLV(o.tag, o.value).toString()).join('');

const requests = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(requests.map((r) => (
  r.verb === 'read' ? { objects: read(r.hex) } : { hex: write(r.objects) }))));
