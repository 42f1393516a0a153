const lost = document.getElementById('lost');

async function refresh() {
  try {
    const answer = await fetch('/status');
    const counters = await answer.json();
    for (const cell of document.querySelectorAll('[data-counter]')) {
      cell.textContent = String(counters[cell.dataset.counter]);
    }
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
}

setInterval(() => { if (!document.hidden) refresh(); }, 2000);
