// Filters the posts of the report. Without it, the page shows all of them and no filters.
'use strict';
{
  const form = document.querySelector('form');
  const posts = [...document.querySelectorAll('article')];
  const told = document.querySelector('output');

  /** Whether a post has the chosen value of every filter. */
  const fits = (post, wanted) =>
    wanted.every(([name, value]) =>
      name === 'rule' ? ` ${post.dataset.rules} `.includes(` ${value} `) : post.dataset[name] === value,
    );

  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value !== '');
    let shown = 0;
    for (const post of posts) {
      post.hidden = !fits(post, wanted);
      shown += post.hidden ? 0 : 1;
    }
    told.value = `${shown.toLocaleString('en')} of ${posts.length.toLocaleString('en')} posts`;
  };

  /** A link to a post that a filter hides shows all posts again. */
  const reveal = () => {
    const post = document.getElementById(location.hash.slice(1));
    if (post?.hidden) {
      form.reset();
      apply();
      post.scrollIntoView();
    }
  };

  form.addEventListener('change', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  addEventListener('hashchange', reveal);
  form.hidden = false;
  apply();
}
