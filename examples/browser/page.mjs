/** The example page: a picture, a question, and two answers side by side, from all visual tokens and from those that a reducer keeps. */
import { decodeImage, layoutImage, loadModel, readImageConfig, reducers } from 'tesserae/browser';
import { drawKept } from './draw-kept.mjs';

const folder = '/models/tesserae-nano';
const samples = [
  ['bar-chart.png', 'Which bar is the shortest?'],
  ['large-chart.png', 'Is the corn bar taller than the car bar?'],
  ['table.png', 'Which row has the highest pay?'],
  ['wide-table.png', 'How many items are in the table?'],
  ['collage.png', 'What is in row 2, column 2?'],
  ['shapes.png', 'Describe the picture.'],
];

const element = (id) => document.getElementById(id);
const json = async (name) => (await fetch(`${folder}/${name}`)).json();
const milliseconds = (value) => (value === null ? '–' : `${value.toFixed(value < 10 ? 1 : 0)} ms`);

const config = readImageConfig(await json('config.json'), await json('preprocessor_config.json'));
let model;
let picture;

for (const [name, question] of samples) {
  const button = document.createElement('button');
  button.type = 'button';
  button.innerHTML = `<img src="/pictures/${name}" alt="${question}">`;
  button.onclick = async () => {
    element('question').value = question;
    await choose(await (await fetch(`/pictures/${name}`)).blob(), button);
  };
  element('samples').append(button);
}
for (const name of Object.keys(reducers)) if (name !== 'none') element('method').append(new Option(name, name));
element('method').value = 'hired';
element('keep').oninput = () => {
  element('kept').value = `${element('keep').value} %`;
};

const drop = element('drop');
element('file').onchange = ({ target }) => target.files[0] && choose(target.files[0]);
drop.ondragover = (event) => event.preventDefault();
drop.ondragenter = () => drop.classList.add('over');
drop.ondragleave = () => drop.classList.remove('over');
drop.ondrop = (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  if (event.dataTransfer.files[0]) choose(event.dataTransfer.files[0]);
};
element('device').onchange = load;
element('form').onsubmit = async (event) => {
  event.preventDefault();
  element('ask').disabled = true;
  const keep = Number(element('keep').value) / 100;
  const method = element('method').value;
  element('reduced').querySelector('h2').textContent = `Reduced by ${method} to ${element('keep').value} %`;
  await answer(element('full'));
  await answer(element('reduced'), { method, keep });
  element('ask').disabled = false;
};

element('samples').firstChild.click();
await load();

/** Shows a picture, as the model will see it. */
async function choose(file, button) {
  try {
    picture = await decodeImage(file);
  } catch (error) {
    say(error.message, true);
    return;
  }
  element('picture').src = URL.createObjectURL(file);
  for (const other of element('samples').children) other.setAttribute('aria-pressed', String(other === button));
  for (const article of [element('full'), element('reduced')]) {
    drawKept(article.querySelector('canvas'), picture, layoutImage(picture, config));
    article.querySelector('.answer').textContent = article.id === 'full' ? 'Ask something.' : '';
    article.querySelector('dl').replaceChildren();
  }
}

async function load() {
  element('ask').disabled = true;
  say('Loading the model …');
  await model?.dispose();
  try {
    const started = performance.now();
    model = await loadModel(folder, { device: element('device').value });
    const threads = crossOriginIsolated ? `${Math.min(8, navigator.hardwareConcurrency)} threads` : 'one thread';
    say(`Loaded in ${Math.round(performance.now() - started)} ms, ${threads}`);
    element('ask').disabled = false;
  } catch (error) {
    say(error.message, true);
  }
}

function say(text, wrong = false) {
  element('state').textContent = text;
  element('state').classList.toggle('wrong', wrong);
}

/** Streams an answer into its card, then shows what the decoder was given and how long it took. */
async function answer(card, reduce) {
  const text = card.querySelector('.answer');
  text.textContent = '';
  text.classList.remove('wrong');
  card.classList.add('working');
  try {
    const request = { images: [picture], prompt: element('question').value, maxTokens: 96, reduce };
    for await (const part of model.generate(request)) {
      if (part.type === 'text') text.textContent += part.text;
      if (part.type !== 'finish') continue;
      const [image] = part.images;
      drawKept(card.querySelector('canvas'), picture, layoutImage(picture, config), image.selection?.kept);
      showFacts(card.querySelector('dl'), image, part);
    }
  } catch (error) {
    text.textContent = error.message;
    text.classList.add('wrong');
  }
  card.classList.remove('working');
}

function showFacts(list, image, { tokenIds, timings, visualTokensPerLayer }) {
  const kept = visualTokensPerLayer ? visualTokensPerLayer.join(' → ') : `${image.kept} of ${image.visualTokens}`;
  const facts = [
    ['visual tokens', kept],
    ['first token', milliseconds(timings.firstTokenMs)],
    ['each token after', milliseconds(timings.decodeMsPerToken)],
    ['whole answer', `${tokenIds.length} tokens, ${milliseconds(timings.totalMs)}`],
  ];
  list.replaceChildren(
    ...facts.flatMap(([name, value]) => {
      const [term, detail] = [document.createElement('dt'), document.createElement('dd')];
      term.textContent = name;
      detail.textContent = value;
      return [term, detail];
    }),
  );
}
