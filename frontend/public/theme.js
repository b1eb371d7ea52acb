// Sets the theme before anything is painted; a file of its own because the page allows no scripts inside it.
(function () {
  var asked = new URLSearchParams(location.search).get('theme');
  var kept = null;
  try {
    kept = localStorage.getItem('dateline-theme');
  } catch (refused) {
    kept = null;
  }
  var theme = asked || kept;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
