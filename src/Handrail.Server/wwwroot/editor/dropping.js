// A picture that is let go over a step opens it.
import { editor, parts } from './sending.js';
import { open } from './opening.js';
import { pictureIn, put } from './picture.js';

editor.addEventListener('drop', async event => {
  const [file, step] = [pictureIn(event.dataTransfer), event.target.closest('.edited')?.dataset.step];
  if (!file || !step || event.target.closest('.open')) return;
  if (step !== parts().dataset.open) await open(step);
  if (step === parts().dataset.open) put(file, document.querySelector('#f-file'));
});
