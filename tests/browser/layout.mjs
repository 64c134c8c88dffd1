// What of a page cannot be seen: what runs out of it sideways, and what is cut off.

/**
 * For `page.evaluate`: a line a fault. Boxes that scroll on their own (a wide table) are right to
 * be wider inside; what is there for screen readers alone is cut on purpose. Breadcrumbs, names
 * beside pictures and the switch of times may be shortened, as they are whole elsewhere.
 */
export function lostOf() {
  const lost = [];
  const root = document.documentElement;
  const name = (element) =>
    `<${element.localName} class="${element.getAttribute('class') ?? ''}"> "${element.textContent.trim().slice(0, 40)}"`;
  const styleOf = (element) => getComputedStyle(element);
  const scrolls = (element) => /auto|scroll/.test(styleOf(element).overflowX);
  const isInScroller = (element) => {
    for (let one = element.parentElement; one && one !== root; one = one.parentElement) {
      if (one !== document.body && scrolls(one)) return true;
    }
    return false;
  };
  const isUnseen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width <= 1 || box.height <= 1 || !element.checkVisibility();
  };
  const isInUnseen = (element) => {
    for (let one = element; one; one = one.parentElement) if (isUnseen(one)) return true;
    return false;
  };
  const runsOut = (element) => {
    const box = element.getBoundingClientRect();
    return box.right > root.clientWidth + 1 || box.left < -1;
  };
  const cuts = (element) => {
    const { overflowX, overflowY } = styleOf(element);
    const hides = (overflow) => /hidden|clip/.test(overflow);
    const isWider = hides(overflowX) && element.scrollWidth > element.clientWidth + 1;
    return isWider || (hides(overflowY) && element.scrollHeight > element.clientHeight + 1);
  };
  const isWholeElsewhere = (element) =>
    styleOf(element).textOverflow === 'ellipsis' && element.closest('.crumbs, .picture, .clock');
  const elements = [...document.body.querySelectorAll('*')].filter(
    (element) => !element.closest('svg, script, template, option, .skip') && !isInUnseen(element),
  );
  if (root.scrollWidth > root.clientWidth) {
    lost.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
    const out = elements.filter((element) => runsOut(element) && !isInScroller(element));
    lost.push(...out.slice(-3).map((element) => `runs out: ${name(element)}`));
  }
  const cut = elements.filter((element) => {
    return cuts(element) && !isWholeElsewhere(element) && element.textContent.trim();
  });
  return [...lost, ...cut.slice(0, 3).map((element) => `is cut: ${name(element)}`)];
}
