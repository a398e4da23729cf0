// Who else is here, and that they have changed something.
import { editor } from './sending.js';

const again = 3000;
// Before the server ends the stream, so that the others do not see one go and come.
const renew = 30_000;
const people = document.querySelector('#people');
let source;
let timer;
let hears;

// { changed(sha), connected() }
export function listen(handlers) { hears = handlers; }

export function watch(step) {
  clearTimeout(timer);
  const [before, now] = [source, new EventSource(`${editor.dataset.events}?${new URLSearchParams({ step })}`)];
  source = now;
  timer = setTimeout(() => watch(step), renew);
  now.addEventListener('open', () => { before?.close(); hears.connected(); });
  now.addEventListener('here', event => show(event.data));
  now.addEventListener('changed', event => hears.changed(event.data));
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
