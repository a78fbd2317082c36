// Streamlit's table selects its first cell as soon as it has the focus: on the way through by Tab, and when a heading is
// clicked to sort. Where a selected cell opens something, that would open by itself. So the table hears of the focus only
// when an arrow key is pressed in it; Enter then presses the button that offers to open the selected cell. The server
// cannot tell a cell that was clicked from one that was walked to, so after a click the button is pressed from here.
(() => {
  const ARROWS = ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"];
  const heard = new WeakSet();
  const isTable = (node) => node instanceof HTMLCanvasElement && node.closest('[data-testid="stDataFrame"]');
  const opener = () => document.querySelector('[class*="st-key-inspect-walked-"] button');
  const SECONDS = 4, EACH = 100; // how long a click waits for the button, and how often it looks
  const stop = (event) => {
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  addEventListener("focusin", (event) => {
    if (isTable(event.target) && !heard.has(event.target)) event.stopImmediatePropagation();
  }, true);
  addEventListener("focusout", (event) => heard.delete(event.target), true);
  addEventListener("keydown", (event) => {
    if (ARROWS.includes(event.key) && isTable(event.target) && !heard.has(event.target)) {
      heard.add(event.target);
      stop(event); // it only enters the table
      event.target.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    } else if (event.key === "Enter" && event.target.closest?.('[data-testid="stDataFrame"] canvas')) {
      const opens = opener();
      if (!opens) return;
      stop(event);
      opens.click();
    }
  }, true);
  addEventListener("click", (event) => {
    if (!event.isTrusted || !event.target.closest?.('[data-testid="stDataFrame"]')) return;
    const before = opener()?.textContent, since = performance.now();
    const look = setInterval(() => {
      const opens = opener();
      if (opens && opens.textContent !== before) opens.click();
      else if (performance.now() - since < 1000 * SECONDS) return;
      clearInterval(look);
    }, EACH);
  }, true);
})();
