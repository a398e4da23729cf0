// Who else is here, and what they have changed.
import { ask, editor, parts, whenQuiet } from './sending.js';
import { retryNow } from './words.js';
import { take } from './taking.js';

const again = 3000;
// Before the server ends the stream, so that the others do not see one go and come.
const renew = 30_000;
const people = document.querySelector('#people');
let source;
let timer;

export function watch(step) {
  clearTimeout(timer);
  const [before, now] = [source, new EventSource(`${editor.dataset.events}?${new URLSearchParams({ step })}`)];
  source = now;
  timer = setTimeout(() => watch(step), renew);
  now.addEventListener('open', () => { before?.close(); retryNow(); });
  now.addEventListener('here', event => show(event.data));
  now.addEventListener('changed', event => changedTo(event.data));
  now.addEventListener('error', () => {
    before?.close();
    // The browser connects again by itself, but not after an answer that is no stream.
    if (now !== source || now.readyState !== EventSource.CLOSED) return;
    clearTimeout(timer);
    timer = setTimeout(() => watch(step), again);
  });
}
addEventListener('pagehide', () => source?.close());

// Read out, so it is touched only when somebody came, went or opened another step.
function show(lines) {
  if (people.dataset.lines === lines) return;
  people.dataset.lines = lines;
  people.replaceChildren(...lines.split('\n').filter(Boolean).map(line => Object.assign(document.createElement('li'), { textContent: line })));
}

// One's own edits come back too; whoever has their result already does not ask.
async function changedTo(sha) {
  await whenQuiet();
  if (parts().dataset.sha === sha) return;
  // A list that is open under the cursor would close.
  while (document.querySelector('.completions, .line-menu')) await new Promise(later => setTimeout(later, 500));
  const answer = await ask({ step: parts().dataset.open, as: editor.dataset.as });
  // What was told of may be older than what is here.
  if (answer?.ok && answer.page.querySelector('#parts').dataset.sha !== parts().dataset.sha) take(answer.page);
}
