// Text goes into the page as text only: what peers say is never taken for HTML.

export const byId = (id) => document.getElementById(id);

export function element(tag, text = '', className = '') {
  const created = document.createElement(tag);
  created.textContent = text;
  if (className) {
    created.className = className;
  }
  return created;
}

export function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

// Rows are kept and only cells that have changed are touched, so that text can be selected.
export function showTable(table, columns, rows, none) {
  if (!table.tHead) {
    const head = table.createTHead().insertRow();
    for (const column of columns) {
      const cell = element('th', column.title, column.number ? 'number' : '');
      cell.scope = 'col';
      head.append(cell);
    }
    table.createTBody();
  }
  const body = table.tBodies[0];
  const shown = rows.length ? rows : [null];
  while (body.rows.length > shown.length) {
    body.deleteRow(-1);
  }
  shown.forEach((row, index) => {
    const line = body.rows[index] ?? body.insertRow();
    if (row === null) {
      line.replaceChildren(element('td', none, 'hint'));
      line.cells[0].colSpan = columns.length;
      return;
    }
    if (line.cells.length !== columns.length) {
      line.replaceChildren(...columns.map(() => document.createElement('td')));
    }
    columns.forEach((column, position) => {
      const cell = line.cells[position];
      setText(cell, column.text(row));
      const className = [column.number ? 'number' : '', column.className?.(row) ?? ''].join(' ').trim();
      if (cell.className !== className) {
        cell.className = className;
      }
    });
  });
}

export function showItems(list, items, key, create, update) {
  const present = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const name = String(key(item));
    const child = present.get(name) ?? create(item);
    child.dataset.key = name;
    update(child, item);
    return child;
  });
  wanted.forEach((child, index) => {
    if (list.children[index] !== child) {
      list.insertBefore(child, list.children[index] ?? null);
    }
  });
  while (list.children.length > wanted.length) {
    list.lastChild.remove();
  }
}

// What a colour of the theme is now, for a canvas.
export function color(name) {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

// A canvas with as many pixels as the screen has for it, and the theme's colours.
export function paintable(canvas, names) {
  const surface = { canvas, context: canvas.getContext('2d'), width: 0, height: 0, colors: {}, seen: true };
  const measure = () => {
    const box = canvas.getBoundingClientRect();
    const scale = devicePixelRatio || 1;
    surface.width = box.width;
    surface.height = box.height;
    canvas.width = Math.round(box.width * scale);
    canvas.height = Math.round(box.height * scale);
    surface.context.setTransform(scale, 0, 0, scale, 0, 0);
  };
  const paint = () => {
    surface.colors = Object.fromEntries(names.map((name) => [name, color(name)]));
    surface.font = getComputedStyle(document.body).fontFamily;
  };
  new ResizeObserver(measure).observe(canvas);
  new IntersectionObserver((entries) => surface.seen = entries.at(-1).isIntersecting).observe(canvas);
  document.addEventListener('themechange', paint);
  measure();
  paint();
  return surface;
}

export const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

// Draws each frame while the canvas can be seen, or a few times a second for those who do not want motion.
export function animate(surface, draw) {
  let last = performance.now();
  const step = (now) => {
    if (surface.seen && (!reducedMotion.matches || now - last > 500)) {
      draw(Math.min(now - last, 100) / 1000, now);
      last = now;
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
