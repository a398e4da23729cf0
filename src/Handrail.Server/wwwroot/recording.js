// A picture pasted, dropped or chosen while one records: shown, cut and blacked out as in the editor, and painted anew before the form is sent.
import { pictureOf } from './editor/picture.js';

const painted = new WeakSet();

document.querySelector('#editor')?.addEventListener('submit', async event => {
  const { target: form, submitter } = event;
  const input = form.querySelector('#f-file');
  if (!input?.files.length || painted.has(form)) return;
  event.preventDefault();
  const picture = (await pictureOf(form)).get('picture');
  const files = new DataTransfer();
  files.items.add(picture);
  input.files = files.files;
  painted.add(form);
  form.requestSubmit(submitter);
});
