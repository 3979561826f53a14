using System.Text;

namespace Satchel.Viewer.Tests.Search;

/// <summary>Texts as chats have them, and worse: several scripts, emoji, combining marks, letters of other widths, text from right to left, halves of characters.</summary>
internal sealed class RandomTexts(int seed)
{
    private static readonly string[] Pieces =
    [
        "train", "Lisbon", "STRASSE", "straße", "café", "cafe\u0301", "İstanbul", "ﬁne", "Ｆｕｌｌ", "ｗｉｄｅ", "Å", "A\u030A", "½", "™",
        "你", "好", "上课", "今天晚上吃什么", "，", "。", "カタカナ", "ｶﾀｶﾅ", "한글", "\u1112\u1161\u11AB", "😀", "👩‍👩‍👧", "🇭🇰", "é\u0323", "q\u0307\u0323",
        "שלום", "مرحبا", "\u202E", "\u200B", "\uD800", "\"", "%", "_", "\\", "<script>", "\0", "a", "b", "1", "22",
    ];

    private readonly Random _random = new(seed);

    public int Below(int end) => _random.Next(end);

    public string Text()
    {
        var text = new StringBuilder();
        for (int i = _random.Next(1, 9); i > 0; i--)
        {
            text.Append(Pieces[_random.Next(Pieces.Length)]).Append(_random.Next(3) == 0 ? " " : "");
        }

        return text.ToString();
    }

    /// <summary>A query that may well be found in one of some texts.</summary>
    public string Query(IReadOnlyList<string> texts)
    {
        var terms = new List<string>();
        string text = texts[_random.Next(texts.Count)];
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            int start = _random.Next(text.Length);
            string part = text.Substring(start, _random.Next(1, Math.Min(8, text.Length - start + 1)));
            part = _random.Next(3) switch { 0 => part.ToUpperInvariant(), 1 => part.ToLowerInvariant(), _ => part };
            terms.Add(_random.Next(3) == 0 ? '"' + part.Replace("\"", "", StringComparison.Ordinal) + '"' : part);
        }

        return string.Join(' ', terms);
    }
}
