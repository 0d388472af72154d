/** What the page does in the browser: fill in carried pictures, show the items that fit verdict, category and search. */
export const script = `
const cards = [...document.querySelectorAll('article')];
const buttons = [...document.querySelectorAll('.filters button')];
const category = document.querySelector('.filters select');
const search = document.querySelector('.filters input');
const count = document.querySelector('.filters output');
let wanted = 'all';

const pictures = JSON.parse(document.getElementById('pictures').textContent);
for (const image of document.querySelectorAll('img[data-picture]')) image.src = pictures[image.dataset.picture];

function fits(card) {
  const { verdict, differs } = card.dataset;
  if (wanted === 'differs' ? differs !== 'true' : wanted !== 'all' && verdict !== wanted) return false;
  if (category.value && card.dataset.category !== category.value) return false;
  return card.textContent.toLowerCase().includes(search.value.trim().toLowerCase());
}

function update() {
  let shown = 0;
  for (const card of cards) if (!(card.hidden = !fits(card))) shown++;
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === wanted));
  count.value = shown + ' of ' + cards.length + ' items';
}

for (const button of buttons) button.addEventListener('click', () => { wanted = button.value; update(); });
category.addEventListener('change', update);
search.addEventListener('input', update);
update();
`;
