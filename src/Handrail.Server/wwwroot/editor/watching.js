// Who else is here, and what they have changed.
import { ask, editor, parts, whenQuiet } from './sending.js';
import { retryNow } from './words.js';
import { take } from './taking.js';

const again = 3000;
const people = document.querySelector('#people');
let source;
let timer;

export function watch(step) {
  clearTimeout(timer);
  source?.close();
  source = new EventSource(`${editor.dataset.events}?${new URLSearchParams({ step })}`);
  source.addEventListener('open', retryNow);
  source.addEventListener('here', event => show(event.data));
  source.addEventListener('changed', event => changedTo(event.data));
  // The browser connects again by itself, but not after an answer that is no stream.
  source.addEventListener('error', () => { if (source.readyState === EventSource.CLOSED) timer = setTimeout(() => watch(step), again); });
}
addEventListener('pagehide', () => source?.close());

function show(lines) {
  people.replaceChildren(...lines.split('\n').filter(Boolean).map(line => Object.assign(document.createElement('li'), { textContent: line })));
}

// One's own edits come back too; whoever has their result already does not ask.
async function changedTo(sha) {
  await whenQuiet();
  if (parts().dataset.sha === sha) return;
  const answer = await ask({ step: parts().dataset.open, as: editor.dataset.as });
  if (answer?.ok) take(answer.page);
}
