// One line says whether what was typed is safe. It is read out, so it changes only when something happened.
const line = document.querySelector('#saving');

export function say(state, about = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })) {
  const text = line.dataset[state].replace('{0}', about);
  line.dataset.state = state;
  if (line.textContent !== text) line.textContent = text;
}

export const isLost = () => ['lost', 'stranger'].includes(line.dataset.state);
