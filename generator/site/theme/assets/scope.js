// Material's partials/javascripts/base.html as a file. Its scope is the folder above this one: the root of the language.
__md_scope=new URL("..",document.currentScript.src),__md_hash=e=>[...e].reduce(((e,_)=>(e<<5)-e+_.charCodeAt(0)),0),__md_get=(e,_=localStorage,t=__md_scope)=>JSON.parse(_.getItem(t.pathname+"."+e)),__md_set=(e,_,t=localStorage,a=__md_scope)=>{try{t.setItem(a.pathname+"."+e,JSON.stringify(_))}catch(e){}}

// Other pages of this host can write to the same storage, and a browser may refuse it. What is amiss is taken for nothing:
// Material's scripts would stop at it.
{
  const [get, set] = [__md_get, __md_set];
  const attempt = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };
  const colours = ["media", "scheme", "primary", "accent"];
  const isPalette = ({ index, color }) => [0, 1].includes(index) && color instanceof Object
    && Object.entries(color).every(([name, value]) => colours.includes(name) && (value === null || typeof value === "string"));
  __md_get = (key, ...where) => attempt(() => {
    const value = get(key, ...where);
    return key === "__palette" && !isPalette(value) ? null : value;
  });
  __md_set = (...all) => attempt(() => set(...all));
}
