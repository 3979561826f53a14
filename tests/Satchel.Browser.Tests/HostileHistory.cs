using System.Security.Cryptography;
using System.Text;
using Satchel.TestKit.WhatsApp;

namespace Satchel.Browser.Tests;

/// <summary>A WhatsApp folder made by somebody who means harm: markup and scripts wherever text can stand, and files that are not what they say.</summary>
internal static class HostileHistory
{
    /// <summary>What every text tries: if any of it ran, <c>window.harmed</c> would be there.</summary>
    public const string Script = "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script><svg onload=\"window.harmed=1\"><iframe srcdoc=\"<script>parent.harmed=1</script>\">";

    /// <summary>A file name that reads "photo‮gpj.exe" backwards, as a picture.</summary>
    public const string BackwardsName = "photo\u202Egpj.exe";

    private const string Owner = "447700900123@s.whatsapp.net";
    private const string Mallory = "447700900666@s.whatsapp.net";
    private const string Group = "120363000000000666@g.us";
    private const long Start = 1_700_000_000_000;

    public static void Write(string folder)
    {
        string root = Path.Combine(folder, "WhatsApp");
        Directory.CreateDirectory(Path.Combine(root, "Databases"));
        Directory.CreateDirectory(Path.Combine(root, "Media", "WhatsApp Documents"));
        using MsgstoreBuilder store = MsgstoreBuilder.Create(Path.Combine(root, "Databases", "msgstore.db"));
        store.Chat(Group, Script, Start);
        store.Members(Group, Owner, Mallory);
        AddTexts(store);
        AddFiles(store, root);
    }

    private static void AddTexts(MsgstoreBuilder store)
    {
        store.Message(Group, "TEXT", Start, text: Script, sender: Mallory);
        store.Message(Group, "LINKS", Start + 1000, text: "javascript:window.harmed=1 data:text/html,<script>window.harmed=1</script> https://example.com/\"onmouseover=\"window.harmed=1 vbscript:x file:///etc/passwd", sender: Mallory);
        store.Message(Group, "BIDI", Start + 2000, text: "\u202Eelgoog.moc\u202C \u2066\u2067 https://exam\u202Eple.com {{constructor.constructor('window.harmed=1')()}}", sender: Mallory);
        long reply = store.Message(Group, "REPLY", Start + 3000, text: "reply", sender: Mallory);
        store.Quote(reply, Group, "\"><script>window.harmed=1</script>", fromMe: false, Mallory, Script);
        long link = store.Message(Group, "LINK", Start + 4000, text: "see", sender: Mallory);
        store.Insert("message_text", ("message_row_id", link), ("url", "javascript:window.harmed=1"), ("page_title", Script), ("description", Script));
        long place = store.Message(Group, "PLACE", Start + 5000, 5, sender: Mallory);
        store.Insert("message_location", ("message_row_id", place), ("latitude", 91.5), ("longitude", 1e9), ("place_name", Script), ("place_address", Script));
        long card = store.Message(Group, "CARD", Start + 6000, 14, sender: Mallory);
        store.Insert("message_vcard", ("message_row_id", card), ("vcard", $"BEGIN:VCARD\nVERSION:3.0\nFN:{Script}\nURL:javascript:window.harmed=1\nPHOTO;VALUE=uri:http://tracker.invalid/p.png\nNOTE:{Script}\nEND:VCARD"));
        long poll = store.Message(Group, "POLL", Start + 7000, 66, Script, sender: Mallory);
        store.PollOptions(poll, Script, "\u202Etwo");
        store.System(Group, "SYSTEM", Start + 8000, 1, Mallory, Script);
        store.React(reply, "<b>!</b>", Start + 9000, sender: Mallory);
        store.Message(Group, "LONG", Start + 10_000, text: string.Concat(Enumerable.Repeat("Z̵̡͖̈́a̸̰͌l̶̠̈́g̴͎̓o̷̝̍", 3000)), sender: Mallory);
        store.Message(Group, "WORD", Start + 11_000, text: new string('W', 20_000), sender: Mallory);
    }

    private static void AddFiles(MsgstoreBuilder store, string root)
    {
        byte[] svg = Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"window.harmed=1\"><script>window.harmed=1</script><image href=\"http://tracker.invalid/a.png\"/></svg>");
        byte[] html = Encoding.UTF8.GetBytes("<!doctype html><script>window.harmed=1;fetch('/api/session').then(r=>r.text()).then(t=>document.title=t)</script><h1>page</h1>");
        AddFile(store, root, "SVG", 1, "picture.svg", "image/svg+xml", svg, 12_000);
        AddFile(store, root, "SVGASPNG", 1, "picture.png", "image/png", svg, 13_000);
        AddFile(store, root, "HTML", 9, "page.html", "text/html", html, 14_000);
        AddFile(store, root, "NAME", 9, BackwardsName, "application/x-msdownload", [77, 90], 15_000);
        AddFile(store, root, "PATH", 9, "../../../../etc/passwd", "text/plain", html, 16_000);
        AddFile(store, root, "VIDEO", 3, "clip.mp4", "video/mp4", html, 17_000);
        AddFile(store, root, "AUDIO", 2, "voice.opus", "audio/ogg; codecs=opus", html, 18_000);
        AddFile(store, root, "HUGE", 1, "huge.png", "image/png", HugePicture(), 19_000);
        AddFile(store, root, "MIME", 9, "x\".html\"", "text/html\r\nX-Evil: 1", html, 20_000);
    }

    private static void AddFile(MsgstoreBuilder store, string root, string key, long type, string name, string mime, byte[] content, long after)
    {
        string stored = $"Media/WhatsApp Documents/{key}.bin";
        File.WriteAllBytes(Path.Combine(root, stored), content);
        long row = store.Message(Group, key, Start + after, type, sender: Mallory);
        store.Media(row, stored, mime, content.Length, SHA256.HashData(content), name, Script, 60_000, 60_000);
    }

    // A PNG that says it is 60,000 pixels wide and high, and holds next to nothing.
    private static byte[] HugePicture() =>
        [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 6, 0, 0, 0, 0x7A, 0x6A, 0x8B, 0x44, 0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82];
}
