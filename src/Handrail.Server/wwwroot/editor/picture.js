// A picture before it is stored: made smaller, cut, parts blacked out. What leaves this browser is painted anew, so neither what is under the black nor what a
// camera wrote beside the pixels goes with it.
import { editor } from './sending.js';

// A whole page that was scrolled through is high, and its text still has to be read.
const widest = 1600;
const highest = 4000;
const sides = ['left', 'top', 'width', 'height'];
let image;
let canvas;
let marks = [];

// From the file chosen, dropped on what is open, or pasted into it.
editor.addEventListener('change', event => { if (event.target.matches('#f-file')) show(event.target); });
editor.addEventListener('paste', event => { if (given(event, event.clipboardData)) event.preventDefault(); });
// Anywhere else the browser would leave the page to show the file.
document.addEventListener('dragover', event => {
  if (!event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  if (!event.target.closest?.('.open, .edited')) event.dataTransfer.dropEffect = 'none';
});
document.addEventListener('drop', event => {
  if (!event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  given(event, event.dataTransfer);
});

export const pictureIn = data => [...data?.files ?? []].find(file => file.type.startsWith('image/'));

function given(event, data) {
  const [file, input] = [pictureIn(data), event.target.closest?.('.open')?.querySelector('#f-file')];
  if (file && input) put(file, input);
  return file && input;
}

export function put(file, input) {
  const files = new DataTransfer();
  files.items.add(file);
  input.files = files.files;
  input.closest('details').open = true;
  show(input);
}

async function show(input) {
  const place = document.querySelector('#canvas-place');
  [image, marks] = [null, []];
  place.replaceChildren();
  if (input.files.length === 0) return;
  try {
    const read = await createImageBitmap(input.files[0]);
    const scale = Math.min(1, widest / read.width, highest / read.height);
    image = { read, width: Math.round(read.width * scale), height: Math.round(read.height * scale), type: input.files[0].type };
  } catch (failure) {
    if (!(failure instanceof DOMException)) throw failure;
    place.append(Object.assign(document.createElement('p'), { className: 'error', textContent: place.dataset.unreadable }));
    return;
  }
  canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', place.dataset.title);
  canvas.addEventListener('pointerdown', draw);
  const tools = document.createElement('p');
  tools.className = 'actions';
  tools.append(button(place.dataset.black, () => add('black')), button(place.dataset.crop, () => add('crop')));
  const list = Object.assign(document.createElement('div'), { id: 'marks' });
  place.append(tools, Object.assign(document.createElement('p'), { className: 'hint', textContent: place.dataset.hint }), list, canvas);
  paint();
  document.querySelector('#f-alternative').focus();
}

const button = (text, act) => {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
  made.addEventListener('click', act);
  return made;
};

// A part in the middle, to be moved by its numbers; the first of them has the focus.
function add(kind) {
  if (kind === 'crop') marks = marks.filter(mark => mark.kind !== 'crop');
  marks.push({ kind, left: Math.round(image.width / 4), top: Math.round(image.height / 4), width: Math.round(image.width / 2), height: Math.round(image.height / 4) });
  list();
  document.querySelector(`#marks fieldset:nth-child(${marks.length}) input`).focus();
}

function list() {
  const words = document.querySelector('#canvas-place').dataset;
  let black = 0;
  document.querySelector('#marks').replaceChildren(...marks.map(mark => {
    const box = document.createElement('fieldset');
    box.append(Object.assign(document.createElement('legend'), { textContent: mark.kind === 'black' ? words.box.replace('{0}', ++black) : words.cut }));
    for (const side of sides) {
      const label = document.createElement('label');
      const input = Object.assign(document.createElement('input'), { type: 'number', value: mark[side], min: 0, max: side === 'left' || side === 'width' ? image.width : image.height });
      input.addEventListener('input', event => { event.stopPropagation(); mark[side] = input.valueAsNumber || 0; paint(); });
      label.append(words[side], ' ', input);
      box.append(label);
    }
    box.append(button(words.remove, () => { marks = marks.filter(other => other !== mark); list(); }));
    return box;
  }));
  paint();
}

// Drawn with the mouse or a finger: the part that was added last, or a new black one.
function draw(event) {
  const scale = canvas.width / canvas.getBoundingClientRect().width;
  const at = move => [Math.round(move.offsetX * scale), Math.round(move.offsetY * scale)];
  const [left, top] = at(event);
  const mark = marks.at(-1)?.kind === 'crop' ? marks.at(-1) : { kind: 'black' };
  if (!marks.includes(mark)) marks.push(mark);
  Object.assign(mark, { left, top, width: 1, height: 1 });
  canvas.setPointerCapture(event.pointerId);
  const moved = move => {
    const [x, y] = at(move);
    Object.assign(mark, { left: Math.min(left, x), top: Math.min(top, y), width: Math.abs(x - left), height: Math.abs(y - top) });
    paint();
  };
  canvas.addEventListener('pointermove', moved);
  canvas.addEventListener('pointerup', () => { canvas.removeEventListener('pointermove', moved); list(); }, { once: true });
}

function paint() {
  const pen = canvas.getContext('2d');
  pen.drawImage(image.read, 0, 0, image.width, image.height);
  pen.fillStyle = '#000';
  for (const { left, top, width, height } of marks.filter(mark => mark.kind === 'black')) pen.fillRect(left, top, width, height);
  const cut = marks.find(mark => mark.kind === 'crop');
  if (!cut) return;
  pen.fillStyle = '#8888';
  pen.fillRect(0, 0, canvas.width, cut.top);
  pen.fillRect(0, cut.top + cut.height, canvas.width, canvas.height);
  pen.fillRect(0, cut.top, cut.left, cut.height);
  pen.fillRect(cut.left + cut.width, cut.top, canvas.width, cut.height);
}

// The form's data with the painted picture in the place of the file. Photographs stay JPEG, which is smaller; black edges stay sharp in PNG.
export async function pictureOf(form) {
  const data = new FormData(form);
  if (!image) return data;
  const cut = marks.find(mark => mark.kind === 'crop') ?? { left: 0, top: 0, width: image.width, height: image.height };
  const painted = Object.assign(document.createElement('canvas'), { width: Math.max(1, Math.min(cut.width, image.width - cut.left)), height: Math.max(1, Math.min(cut.height, image.height - cut.top)) });
  const pen = painted.getContext('2d');
  pen.drawImage(image.read, -cut.left, -cut.top, image.width, image.height);
  pen.fillStyle = '#000';
  for (const { left, top, width, height } of marks.filter(mark => mark.kind === 'black')) pen.fillRect(left - cut.left, top - cut.top, width, height);
  const type = image.type === 'image/jpeg' && marks.every(mark => mark.kind !== 'black') ? 'image/jpeg' : 'image/png';
  const blob = await new Promise(done => painted.toBlob(done, type, 0.9));
  data.set('picture', blob, type === 'image/png' ? 'picture.png' : 'picture.jpg');
  return data;
}
