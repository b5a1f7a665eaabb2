// Loaded only while the office asks for work: solves what the page carries, and holds a form back until it is done.
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

const inputs = [...document.querySelectorAll<HTMLInputElement>('input[data-work]')];
const [first] = inputs;
if (first !== undefined) void solve(JSON.parse(first.dataset['work'] ?? '') as Challenge);

async function solve(challenge: Challenge): Promise<void> {
  const solving = solveChallenge({ challenge, deriveKey }).catch(() => null);
  let done = false;
  for (const form of new Set(inputs.map((input) => input.form)))
    form?.addEventListener('submit', (event) => {
      if (done) return;
      event.preventDefault();
      const by = event.submitter;
      form.ariaBusy = 'true';
      void solving.then(() => form.requestSubmit(by));
    });
  const solution = await solving;
  if (solution !== null) for (const input of inputs) input.value = JSON.stringify({ challenge, solution });
  done = true;
}
