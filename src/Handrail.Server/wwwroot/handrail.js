// What HTML cannot do by itself. Every page works without this file.

// Someone else worked on the run that is on the screen: fetch it again, unless something is typed here and not yet sent.
const run = document.querySelector('[data-run-events]');
if (run) {
  const events = new EventSource(`${run.dataset.runEvents}?seen=${run.dataset.runSize}`);
  // Never reload(): the page may be the answer to a form, which would be sent again.
  const fresh = run.dataset.runEvents.replace(/\/events$/, '') + location.search;
  events.addEventListener('changed', () => {
    if (hasTyped()) announce(fresh); else location.replace(fresh);
  });
  addEventListener('pagehide', () => events.close());
  // What is being sent changes the run too; its answer must not be cut off.
  addEventListener('submit', () => events.close());
}

function hasTyped() {
  return [...document.querySelectorAll('.now textarea, .now input:not([type=hidden])')].some(input =>
    input.type === 'checkbox' || input.type === 'radio' ? input.checked !== input.defaultChecked : input.type === 'file' ? input.files.length : input.value !== input.defaultValue);
}

function announce(fresh) {
  if (document.querySelector('#changed')) return;
  const notice = document.createElement('p');
  notice.id = 'changed';
  notice.className = 'notice wait';
  notice.setAttribute('role', 'status');
  const link = document.createElement('a');
  link.href = fresh;
  link.textContent = 'Someone else has worked on this run. What you typed is still here; send it, or look at the run as it is now.';
  notice.append(link);
  document.querySelector('.now').prepend(notice);
}

// Evidence by dropping or pasting: the files go into the ordinary file input.
for (const drop of document.querySelectorAll('[data-drop]')) {
  const input = drop.querySelector('input[type=file]');
  drop.addEventListener('dragover', event => { event.preventDefault(); drop.classList.add('over'); });
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', event => { event.preventDefault(); drop.classList.remove('over'); take(input, event.dataTransfer.files); });
}
addEventListener('paste', event => {
  const input = document.querySelector('.now [data-drop] input[type=file]');
  if (input && event.clipboardData?.files.length) { event.preventDefault(); take(input, event.clipboardData.files); }
});

function take(input, files) {
  const all = new DataTransfer();
  for (const file of [...input.files, ...files]) all.items.add(file);
  input.files = all.files;
}

// Keys on a run: N a note, E evidence. Enter in the form is Done, as in any form.
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
  const also = document.querySelector(`.also details[data-key="${event.key.toLowerCase()}"]`);
  if (!also) return;
  event.preventDefault();
  also.open = true;
  also.querySelector('textarea, input:not([type=hidden])').focus();
});

// Local times in forms: tell the server which offset is meant.
for (const form of document.querySelectorAll('form')) {
  if (!form.querySelector('input[type=datetime-local]')) continue;
  const offset = document.createElement('input');
  offset.type = 'hidden';
  offset.name = 'utc-offset';
  offset.value = new Date().getTimezoneOffset();
  form.append(offset);
  for (const hint of form.querySelectorAll('.hint')) if (hint.textContent === 'In UTC.') hint.textContent = 'In your local time.';
}

// A text that was typed and not sent: the browser asks before it is lost.
const draft = document.querySelector('form[data-unsaved]');
if (draft) {
  let sent = false;
  const changed = () => [...draft.querySelectorAll('textarea:not([readonly])')].some(area => area.value !== area.defaultValue);
  draft.addEventListener('submit', () => { sent = true; });
  addEventListener('beforeunload', event => { if (!sent && changed()) event.preventDefault(); });
  draft.addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    draft.requestSubmit(draft.querySelector('button[value=stay]'));
  });
}
