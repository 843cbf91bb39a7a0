import { html } from '../../text/html';

/**
 * Finds, filters and walks through the list; where a server has the page, asks it for a newer one, and keeps what is open. All that there is stands in the page without it. What is chosen stands behind
 * the "#" of the address, so that it can be sent to somebody.
 */
export const PAGE_SCRIPT = html`
'use strict';
const form = document.querySelector('.filter');
const find = form.elements.find;
const told = form.querySelector('output');
const rows = () => [...document.querySelectorAll('.app')];
const texts = new WeakMap();
const textOf = row => {
  if (!texts.has(row)) texts.set(row, row.querySelector('summary').textContent.toLowerCase());
  return texts.get(row);
};
const chosen = () => [...form.querySelectorAll('[name=stage]:checked')].map(box => box.value);
const filter = () => {
  const { environment } = form.elements;
  const empty = document.querySelector('.empty');
  const words = find.value.toLowerCase().split(/[ ]+/).filter(Boolean);
  const stages = chosen();
  const all = rows();
  let shown = 0;
  for (const row of all) {
    const fits = (!environment.value || row.dataset.environment === environment.value) &&
      (!stages.length || stages.includes(row.dataset.stage)) && words.every(word => textOf(row).includes(word));
    row.hidden = !fits;
    if (fits) shown++;
  }
  for (const group of document.querySelectorAll('.group')) group.hidden = !group.querySelector('.app:not([hidden])');
  empty.hidden = shown > 0 || !all.length;
  told.textContent = shown === all.length ? '' : shown + ' of ' + all.length;
};
const remember = () => {
  const { environment } = form.elements;
  const said = new URLSearchParams();
  if (find.value) said.set('find', find.value);
  if (environment.value) said.set('environment', environment.value);
  for (const stage of chosen()) said.append('stage', stage);
  history.replaceState(null, '', '#' + said);
};
const recall = () => {
  const { environment } = form.elements;
  const said = new URLSearchParams(location.hash.slice(1));
  find.value = said.get('find') || '';
  environment.value = said.get('environment') || '';
  if (environment.selectedIndex < 0) environment.value = '';
  for (const box of form.querySelectorAll('[name=stage]')) box.checked = said.getAll('stage').includes(box.value);
  filter();
};
const walk = by => {
  const seen = rows().filter(row => !row.hidden).map(row => row.querySelector('summary'));
  const at = seen.indexOf(document.activeElement);
  const to = at < 0 ? (by > 0 ? 0 : -1) : at + by;
  (to < 0 ? find : seen[Math.min(to, seen.length - 1)] || find).focus();
};
const showInstead = text => {
  const next = new DOMParser().parseFromString(text, 'text/html');
  if (next.scripts[0]?.textContent !== document.scripts[0].textContent) return location.reload();
  const open = new Set([...document.querySelectorAll('.app details[open]')].map(details => details.parentNode.id));
  const focused = document.activeElement.closest('.app')?.id;
  for (const part of ['.told', 'fieldset', '[name=environment]', 'main']) {
    document.querySelector(part).replaceWith(next.querySelector(part));
  }
  document.title = next.title;
  for (const row of rows()) {
    const details = row.firstElementChild;
    details.open = open.has(row.id);
    if (row.id === focused) details.firstElementChild.focus({ preventScroll: true });
  }
  recall();
};
const lost = document.querySelector('.lost');
let { version, seconds } = document.body.dataset;
const look = async () => {
  try {
    if (!document.hidden) {
      const answer = await fetch(location.pathname, { cache: 'no-store', headers: { 'If-None-Match': version } });
      if (answer.status !== 304) {
        const text = await answer.text();
        if (!answer.ok) throw new Error(text);
        version = answer.headers.get('ETag');
        showInstead(text);
      }
      lost.hidden = true;
    }
  } catch (error) {
    lost.textContent = 'This page is not of now any more. ' + error.message;
    lost.hidden = false;
  }
  setTimeout(look, seconds * 1000);
};
if (version) setTimeout(look, seconds * 1000);
form.hidden = false;
form.addEventListener('input', () => { filter(); remember(); });
form.addEventListener('submit', event => event.preventDefault());
addEventListener('hashchange', recall);
addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const { target, key } = event;
  const inList = target.tagName === 'SUMMARY' && target.closest('.app');
  if (key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) find.focus();
  else if (key === 'Escape' && target === find) { find.value = ''; filter(); remember(); }
  else if (key === 'ArrowDown' && (inList || target === find)) walk(1);
  else if (key === 'ArrowUp' && inList) walk(-1);
  else return;
  event.preventDefault();
});
recall();
`;
