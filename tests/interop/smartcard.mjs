// Waits for a card in any PC/SC reader, sends it the commands of the command line, prints
//   {"atr": "3B...", "responses": ["...9000"]}
// and ends. The caller bounds the time.
import { createRequire } from 'node:module';

const { Devices } = createRequire(import.meta.url)('smartcard');

const upper = (bytes) => Buffer.from(bytes).toString('hex').toUpperCase();
const devices = new Devices();

devices.on('error', (fault) => {
  process.stderr.write(`${fault.message}\n`);
  process.exit(1);
});
devices.on('card-inserted', async ({ card }) => {
  const responses = [];
  for (const command of process.argv.slice(2)) {
    responses.push(upper(await card.transmit(Buffer.from(command, 'hex'))));
  }
  process.stdout.write(JSON.stringify({ atr: upper(card.atr), responses }));
  process.exit(0);
});
devices.start();
