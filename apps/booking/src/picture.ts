// An improvement only: without this file the receipt is printed, photographed, or opened again.

const button = document.querySelector<HTMLElement>('[data-picture]');
const main = document.querySelector<HTMLElement>('main');
if (button && main) {
  button.hidden = false;
  button.addEventListener('click', () => void keepPicture(button, main));
}

/** Device pixels of one unit: sharp on a phone, and about 200 kB. */
const sharpness = 1.5;
const width = 720;
const margin = 40;

type Pen = CanvasRenderingContext2D;

/** Saves the picture; where the browser saves nothing by itself, the picture on the page can be pressed and held. */
async function keepPicture(own: HTMLElement, page: HTMLElement): Promise<void> {
  const picture = await pictureOf(page);
  if (picture === null) return;
  const address = URL.createObjectURL(picture);
  const image = Object.assign(new Image(), { src: address, alt: own.dataset['picture'] ?? '', className: 'picture' });
  const told = page.querySelector<HTMLElement>('.kept');
  page.querySelector('.picture')?.remove();
  told?.after(image);
  if (told) told.hidden = false;
  Object.assign(document.createElement('a'), { href: address, download: 'yuyue.png' }).click();
}

function pictureOf(page: HTMLElement): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  const height = draw(canvas, page);
  canvas.width = width * sharpness;
  canvas.height = height * sharpness;
  draw(canvas, page);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

/** What the page says that one needs on the day. Returns the height it took, so that a first round can measure. */
function draw(canvas: HTMLCanvasElement, page: HTMLElement): number {
  const pen = canvas.getContext('2d');
  if (pen === null) return 1;
  pen.scale(sharpness, sharpness);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, canvas.height);
  pen.fillStyle = '#1a1a1a';
  pen.textBaseline = 'top';
  let y = write(pen, textOf(page, 'h1'), margin, 40);
  y = write(pen, textOf(page, '.panel p'), y + 14, 22);
  y = write(pen, textOf(page, '.reference'), y, 44);
  y = drawCode(pen, page, y + 16);
  for (const term of page.querySelectorAll('.ticket dt')) {
    y = write(pen, term.textContent, y + 14, 22);
    for (const line of linesOf(term.nextElementSibling)) y = write(pen, line, y + 2, 28);
  }
  y = write(pen, textOf(page, 'h2'), y + 26, 30);
  for (const item of page.querySelectorAll('.bring li')) y = write(pen, `□ ${item.textContent}`, y + 6, 28);
  return write(pen, textOf(page, '[data-come]'), y + 22, 26) + margin;
}

function drawCode(pen: Pen, page: HTMLElement, y: number): number {
  const code = page.querySelector<SVGSVGElement>('svg.code');
  const size = 300;
  if (code === null) return y;
  pen.save();
  pen.translate((width - size) / 2, y);
  pen.scale(size / code.viewBox.baseVal.width, size / code.viewBox.baseVal.height);
  pen.fill(new Path2D(code.querySelector('path')?.getAttribute('d') ?? ''));
  pen.restore();
  return y + size;
}

/** The lines as the page breaks them; of people their names, masked as they stand there, without the numbers. */
function linesOf(element: Element | null): string[] {
  if (!(element instanceof HTMLElement)) return [];
  const names = [...element.querySelectorAll('.people > :first-child')].map(({ textContent }) => textContent);
  return names.length > 0 ? [names.join('　')] : element.innerText.split('\n').filter((line) => line.trim() !== '');
}

/** Writes a text, broken where it grows too wide, and returns where the next begins. */
function write(pen: Pen, text: string, top: number, size: number): number {
  pen.font = `${size >= 40 ? 700 : 400} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  let y = top;
  let line = '';
  for (const piece of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []) {
    if (line !== '' && pen.measureText(line + piece.trimEnd()).width > width - 2 * margin) {
      pen.fillText(line, margin, y);
      y += size * 1.4;
      line = '';
    }
    line += piece;
  }
  pen.fillText(line, margin, y);
  return y + size * 1.4;
}

function textOf(page: HTMLElement, selector: string): string {
  return page.querySelector<HTMLElement>(selector)?.innerText.replaceAll(/\s+/g, ' ').trim() ?? '';
}
