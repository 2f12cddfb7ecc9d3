/* On a participant's pages: a new visit is asked who it is first, a refresh is not. */
(function () {
  // sessionStorage lives as long as the tab: a refresh keeps it, a new visit does not. Where it
  // does not work, asking each time would be worse than not asking.
  try {
    var here = "can-do-here", arrived = "can_do_arrived=1";
    if (location.hash === "#here" || document.cookie.split("; ").indexOf(arrived) >= 0) {
      sessionStorage.setItem(here, "1");
      document.cookie = arrived + "; Max-Age=0; Path=/";
      if (location.hash === "#here")
        history.replaceState(history.state, "", location.pathname + location.search);
    } else if (!sessionStorage.getItem(here)) location.replace("/join");
  } catch (nothing) {}
})();
