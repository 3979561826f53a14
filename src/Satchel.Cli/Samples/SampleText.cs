using System.Text;

namespace Satchel.Cli.Samples;

/// <summary>What made-up people write: mostly short, now and then long, with emoji and addresses of pages.</summary>
internal sealed class SampleText(SampleVocabulary vocabulary, SampleRandom random)
{
    private const string AddressCharacters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

    private static readonly string[] ShortAnswers =
    [
        "ok", "Ok!", "yes", "yep", "no", "haha", "thanks", "Thanks a lot", "好", "好的", "嗯", "哈哈", "收到", "谢谢", "晚安", "早", "👍", "😂", "❤️",
        "on my way", "see you soon", "good night", "good morning", "到了", "来了", "行", "?", "😘", "🙏", "👏👏", "no worries", "生日快乐 🎂",
    ];

    private static readonly string[] Emoji =
    [
        "😀", "😂", "😊", "😍", "😎", "😢", "😭", "😡", "🤔", "🙄", "😴", "🤗", "👍", "👌", "👏", "🙏", "💪", "👋", "❤️", "💔",
        "🔥", "✨", "🎉", "🎂", "🎁", "🌹", "🌞", "🌧️", "🐶", "🐱", "🍜", "☕", "🚗", "✈️", "🏖️", "👨‍👩‍👧", "🇨🇳", "🇬🇧", "👩🏽‍🍳",
    ];

    private static readonly string[] Sites = ["www.example.com/news/", "maps.example.org/place/", "video.example.net/watch?v=", "shop.example.com/item/", "docs.example.org/d/"];

    private readonly SampleZipf _english = new(vocabulary.EnglishWordList.Count, 1.05);
    private readonly SampleZipf _chinese = new(vocabulary.ChineseWordList.Count, 1.0);
    private readonly StringBuilder _text = new();

    /// <summary>One message's words.</summary>
    public string Next(SampleLanguage language)
    {
        double kind = random.NextDouble();
        if (kind < 0.16)
        {
            double skewed = Math.Pow(random.NextDouble(), 1.5);   // the first answers are the usual ones
            return ShortAnswers[(int)(skewed * ShortAnswers.Length)];
        }

        int words = Math.Clamp((int)random.NextLogNormal(1.75, 0.85), 1, 180);
        bool english = language == SampleLanguage.English || (language == SampleLanguage.Both && random.Chance(0.5));
        _text.Clear();
        if (english)
        {
            AppendEnglish(words, sentence: kind < 0.6);
        }
        else
        {
            AppendChinese(words);
        }

        if (kind > 0.97)
        {
            _text.Append(' ').Append(NextAddress());
        }
        else if (kind > 0.85)
        {
            string emoji = NextEmoji();
            _text.Append(' ').Append(emoji).Append(kind > 0.93 ? emoji : "");
        }

        return _text.ToString();
    }

    /// <summary>A few English words: a title, a place.</summary>
    public string NextWords(int count)
    {
        _text.Clear();
        AppendEnglish(count, sentence: true);
        return _text.ToString();
    }

    /// <summary>A few Chinese words.</summary>
    public string NextChineseWords(int count)
    {
        _text.Clear();
        AppendChinese(count);
        return _text.ToString();
    }

    /// <summary>An emoji.</summary>
    public string NextEmoji() => random.Pick<string>(Emoji);

    /// <summary>The address of a page that is not there.</summary>
    public string NextAddress()
    {
        Span<char> path = stackalloc char[8 + random.Next(16)];
        for (int i = 0; i < path.Length; i++)
        {
            path[i] = AddressCharacters[random.Next(AddressCharacters.Length)];
        }

        return string.Concat("https://", random.Pick<string>(Sites), path);
    }

    private void AppendEnglish(int words, bool sentence)
    {
        int start = _text.Length;
        for (int i = 0; i < words; i++)
        {
            _text.Append(i == 0 ? "" : i % 14 == 13 ? ", " : " ").Append(vocabulary.EnglishWordList[_english.Next(random)]);
        }

        if (sentence)
        {
            _text[start] = char.ToUpperInvariant(_text[start]);
        }

        if (words > 9)
        {
            _text.Append(random.Pick('.', '.', '!', '?'));
        }
    }

    private void AppendChinese(int words)
    {
        for (int i = 0; i < words; i++)
        {
            _text.Append(i > 0 && i % 7 == 0 ? "，" : "").Append(vocabulary.ChineseWordList[_chinese.Next(random)]);
        }
    }
}
