// Stores the page key where only pages of this port can read it, and goes on to the page.
const link = document.getElementById("onward");
sessionStorage.setItem("softsell-page", link.dataset.pageKey);
location.replace(link.getAttribute("href"));
