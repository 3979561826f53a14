using System.Security.Cryptography;
using System.Text;

namespace Satchel.Exports.Html;

/// <summary>How the pages look. It stands in every page, so that one that is copied away still looks like it.</summary>
internal static class HtmlStyle
{
    /// <summary>How many colours there are for names.</summary>
    public const int Colours = 10;

    public const string Css = """
        :root{color-scheme:light dark;--ground:#ece7df;--panel:#fbfaf8;--line:#00000014;--ink:#1b1d1f;--soft:#62686d;--in:#fff;--out:#dcf4d6;--accent:#0b7a5c;--link:#0a61b0;--quote:#0000000d;--note:#fffbe8;--shade:0 1px 1px #0000001a;
        --c0:#b3261e;--c1:#8a4b00;--c2:#5d6400;--c3:#1a7030;--c4:#00696d;--c5:#005fae;--c6:#4a4fc4;--c7:#7d3bb8;--c8:#a3287f;--c9:#6b5344}
        @media (prefers-color-scheme:dark){:root{--ground:#101416;--panel:#181d20;--line:#ffffff1a;--ink:#e7eaec;--soft:#98a1a7;--in:#20272b;--out:#10493f;--accent:#4fd0a6;--link:#7cc0ff;--quote:#ffffff12;--note:#2c2a1e;--shade:none;
        --c0:#ff8d84;--c1:#f5b067;--c2:#c9cf5a;--c3:#7fd891;--c4:#62d4d8;--c5:#7cbcff;--c6:#aeb2ff;--c7:#d3a4ff;--c8:#ff9ede;--c9:#d3b8a6}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-padding-top:4.5rem}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
        a{color:var(--link)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:6px}
        .bar{position:sticky;top:0;z-index:2;display:flex;align-items:center;gap:.75rem;padding:.55rem max(1rem,calc(50% - 25rem));background:var(--panel);border-bottom:1px solid var(--line)}
        .bar h1{margin:0;font-size:1.06rem;line-height:1.25;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
        .bar p{margin:.1rem 0 0;color:var(--soft);font-size:.82rem;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
        .bar>div{min-width:0;flex:1}
        .back{flex:none;font-size:.88rem;text-decoration:none;padding:.35rem .7rem;border:1px solid var(--line);border-radius:99px;white-space:nowrap}
        .pic{flex:none;display:grid;place-items:center;width:2.6rem;height:2.6rem;border-radius:50%;color:var(--panel);font-weight:600;font-size:1.1rem}
        .pages{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center;justify-content:center;padding:.75rem 1rem;font-size:.9rem}
        .pages a,.pages span{padding:.35rem .75rem;border-radius:99px}
        .pages a{background:var(--panel);border:1px solid var(--line);text-decoration:none}
        .pages span{color:var(--soft)}
        main{max-width:52rem;margin:0 auto;padding:.25rem 1rem 1.5rem}
        .day{width:fit-content;margin:1.1rem auto .7rem;padding:.22rem .85rem;border-radius:99px;background:var(--panel);color:var(--soft);font-size:.8rem;font-weight:600;box-shadow:var(--shade)}
        .m{display:flex;flex-direction:column;align-items:flex-start;margin-top:.16rem}
        .m.head{margin-top:.6rem}
        .m.out{align-items:flex-end}
        .b{position:relative;max-width:min(36rem,86%);min-width:4.5rem;padding:.42rem .65rem .3rem;border-radius:.9rem;background:var(--in);box-shadow:var(--shade)}
        .out .b{background:var(--out)}
        .in.head .b{border-top-left-radius:.25rem}
        .out.head .b{border-top-right-radius:.25rem}
        .m:target .b{outline:3px solid var(--accent)}
        .bare .b{background:none;box-shadow:none;padding:0}
        .who{margin:0 0 .1rem;font-size:.84rem;font-weight:650}
        .t{margin:0;white-space:pre-wrap;unicode-bidi:plaintext}
        .big .t{font-size:2.6rem;line-height:1.15}
        .mark{margin:0 0 .15rem;color:var(--soft);font-size:.78rem;font-style:italic}
        .at{color:var(--accent);font-weight:550}
        .f{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:.15rem .4rem;margin-top:.12rem;color:var(--soft);font-size:.72rem}
        .out .f{color:color-mix(in srgb,var(--ink) 62%,var(--out))}
        .ok{color:var(--link)}
        .bad{color:var(--c0);font-weight:700}
        .q{display:block;margin:.1rem 0 .3rem;padding:.3rem .6rem;border-left:3px solid var(--accent);border-radius:.35rem;background:var(--quote);color:inherit;text-decoration:none;font-size:.88rem}
        .q b{display:block;font-size:.8rem;font-weight:650}
        .q span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;white-space:pre-line;color:var(--soft)}
        .media{display:block;margin:.1rem 0 .25rem;max-width:100%}
        img.media,.media img,video.media{display:block;max-width:100%;width:auto;height:auto;max-height:26rem;border-radius:.6rem;background:var(--quote)}
        .thumb img{width:min(16rem,60vw)}
        video.media{min-width:min(15rem,60vw)}
        video.round{width:13rem;height:13rem;max-width:100%;object-fit:cover;border-radius:50%}
        audio.media{width:min(20rem,66vw);height:2.6rem}
        .sticker img{width:9rem;height:9rem;object-fit:contain;background:none}
        .card{display:flex;gap:.65rem;align-items:center;margin:.1rem 0 .25rem;padding:.5rem .65rem;border-radius:.6rem;background:var(--quote);color:inherit;text-decoration:none;min-width:min(14rem,60vw)}
        .card>span:first-child{flex:none;font-size:1.5rem;line-height:1}
        .card div{min-width:0}
        .card b{display:block;font-weight:600;font-size:.92rem}
        .card small{display:block;color:var(--soft);font-size:.78rem}
        .poll{margin:.25rem 0;padding:0;list-style:none;min-width:min(17rem,66vw)}
        .poll li{margin:.5rem 0}
        .poll div{display:flex;justify-content:space-between;gap:1rem}
        .poll meter{display:block;width:100%;height:.55rem}
        .poll small{color:var(--soft);font-size:.76rem}
        .r{display:flex;flex-wrap:wrap;gap:.25rem;margin:-.3rem .5rem .2rem;padding:0;list-style:none;z-index:1}
        .r li{padding:.08rem .45rem;border-radius:99px;background:var(--panel);border:1px solid var(--line);font-size:.82rem}
        .sys{width:fit-content;max-width:85%;margin:.55rem auto;padding:.28rem .85rem;border-radius:.8rem;background:var(--note);color:var(--soft);font-size:.82rem;text-align:center;box-shadow:var(--shade)}
        .sys:target{outline:3px solid var(--accent)}
        .gone{color:var(--soft);font-style:italic}
        details{margin-top:.3rem;font-size:.85rem}
        summary{color:var(--soft);cursor:pointer}
        details p{margin:.3rem 0 0;padding-left:.6rem;border-left:2px solid var(--line);white-space:pre-wrap}
        .chats{margin:1rem 0;padding:0;list-style:none;border-radius:1rem;background:var(--panel);box-shadow:var(--shade);overflow:hidden}
        .chats li+li{border-top:1px solid var(--line)}
        .chats a{display:flex;gap:.8rem;align-items:center;padding:.7rem 1rem;color:inherit;text-decoration:none}
        .chats a:hover{background:var(--quote)}
        .chats div{min-width:0;flex:1}
        .chats b{display:block;font-weight:600}
        .chats small{color:var(--soft);font-size:.82rem}
        .chats time{flex:none;color:var(--soft);font-size:.8rem}
        .year{margin:1.4rem 0 .5rem;font-size:1.05rem}
        .months{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.5rem;margin:0;padding:0;list-style:none}
        .months a{display:block;padding:.6rem .8rem;border-radius:.7rem;background:var(--panel);box-shadow:var(--shade);text-decoration:none}
        .months small{display:block;color:var(--soft)}
        .end{padding:0 1rem 2rem;text-align:center;color:var(--soft);font-size:.78rem}
        .bg0{background:var(--c0)}.bg1{background:var(--c1)}.bg2{background:var(--c2)}.bg3{background:var(--c3)}.bg4{background:var(--c4)}.bg5{background:var(--c5)}.bg6{background:var(--c6)}.bg7{background:var(--c7)}.bg8{background:var(--c8)}.bg9{background:var(--c9)}
        .s0{color:var(--c0)}.s1{color:var(--c1)}.s2{color:var(--c2)}.s3{color:var(--c3)}.s4{color:var(--c4)}.s5{color:var(--c5)}.s6{color:var(--c6)}.s7{color:var(--c7)}.s8{color:var(--c8)}.s9{color:var(--c9)}
        .hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        @media (max-width:36rem){.from{display:none}.bar{gap:.55rem;padding:.5rem .75rem}main{padding-inline:.75rem}}
        @media print{:root{--ground:#fff;--panel:#fff;--in:#fff;--out:#f1f1f1;--note:#fff;--ink:#000;--soft:#444;--shade:none}.bar{position:static}.pages,.back{display:none}.b{border:1px solid #bbb}.m,.sys{break-inside:avoid}.day{break-after:avoid}main{max-width:none}}
        """;

    /// <summary>What a browser may load: this style, pictures and sounds beside the page, and nothing that runs.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; img-src 'self' file: data:; media-src 'self' file:; form-action 'none'; base-uri 'none'";

    /// <summary>Somebody's colour, the same on every page.</summary>
    public static int ColourOf(string id)
    {
        uint hash = 2166136261;
        foreach (char c in id)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return (int)(hash % Colours);
    }
}
