// Reads a JSON array of requests from stdin, answers an array on stdout.
//   {"verb": "read", "hex": "..."}            -> {"fields": {"0": "0100", ...}}
//   {"verb": "write", "fields": {...}}        -> {"hex": "..."} with the 2-byte length in front
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const Iso8583 = createRequire(import.meta.url)('iso_8583');

// The package's own table has 53 as 48 binary bytes and 64, 96 and 128 as 4; ISO 8583:1987 has n16 and b64.
const formats = {
  53: { ContentType: 'n', Label: 'Security related control', LenType: 'fixed', MaxLen: 16 },
  64: { ContentType: 'b', Label: 'MAC', LenType: 'fixed', MaxLen: 16 },
  96: { ContentType: 'b', Label: 'Message security code', LenType: 'fixed', MaxLen: 16 },
  128: { ContentType: 'b', Label: 'MAC', LenType: 'fixed', MaxLen: 16 },
};

function answer(request) {
  if (request.verb === 'read') {
    return { fields: new Iso8583({}, formats).getIsoJSON(Buffer.from(request.hex, 'hex'), {}) };
  }

  const bytes = new Iso8583(request.fields, formats).getBufferMessage();
  return bytes.error ? { error: bytes.error } : { hex: bytes.toString('hex') };
}

const requests = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(requests.map(answer)));
