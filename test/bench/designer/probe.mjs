/* Runs inside of a page before its own scripts: measures frames, and how long an answer takes after a key. */
globalThis.probe = {
  stamps: [],
  running: false,
  begin() {
    this.stamps = [];
    this.running = true;
    const frame = (now) => {
      if (!this.running) return;
      this.stamps.push(now);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  },
  /** Milliseconds between frames. */
  end() {
    this.running = false;
    return this.stamps.slice(1).map((stamp, at) => stamp - this.stamps[at]);
  },
  /** From the next key on until a card answers otherwise and that is painted. What it asks is told before, at once. */
  listen(node) {
    const card = () => document.querySelector(`.react-flow__node[data-id="${node}"]`);
    const text = () => card()?.querySelector('b')?.textContent;
    const before = text();
    this.answered = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`the card of ${node} answers nothing new: ${card()?.textContent}`)), 30_000);
      let pressed = 0;
      addEventListener(
        'keydown',
        (e) => {
          pressed = e.timeStamp;
        },
        { capture: true, once: true },
      );
      const watch = new MutationObserver(() => {
        if (pressed === 0 || text() === before) return;
        watch.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - pressed);
          port2.postMessage(null);
        });
      });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  },
  /** Every frame asks every card how large it is, behind a change of style: what a careless page does. */
  thrash() {
    let wide = false;
    const frame = () => {
      wide = !wide;
      for (const card of document.querySelectorAll('.react-flow__node')) {
        card.style.padding = wide ? '0.1px' : '0';
        void card.offsetHeight;
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  },
};
