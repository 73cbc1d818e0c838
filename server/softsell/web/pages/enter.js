// Keeps the page key where only this port's pages can read it, and goes on.
const key = document.querySelector('meta[name="softsell-page"]').content;
sessionStorage.setItem("softsell-page", key);
location.replace(document.getElementById("onward").getAttribute("href"));
