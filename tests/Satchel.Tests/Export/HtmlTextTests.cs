using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Satchel.Exports;
using Satchel.Exports.Html;

namespace Satchel.Tests.Exports;

public sealed class HtmlTextTests
{
    private static readonly Dictionary<string, string> Nobody = [];

    [Fact]
    public void Nothing_that_is_escaped_can_end_an_element_or_an_attribute() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<string>(text =>
    {
        string escaped = HtmlText.Escape(text);
        return escaped.IndexOfAny(['<', '>', '"', '\'']) < 0;
    }));

    [Fact]
    public void What_is_escaped_reads_as_it_was_but_for_controls() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<NonNull<string>>(text =>
    {
        string kept = string.Concat(text.Get.EnumerateRunes().Where(rune => rune.Value is '\n' or '\t' || !System.Text.Rune.IsControl(rune)));
        return WebUtility.HtmlDecode(HtmlText.Escape(text.Get)) == kept;
    }));

    [Theory]
    [InlineData("see https://example.com.", "see <a href=\"https://example.com/\" rel=\"noopener noreferrer\">https://example.com</a>.")]
    [InlineData("(https://example.com/a_(b))", "(<a href=\"https://example.com/a_(b))\" rel=\"noopener noreferrer\">https://example.com/a_(b))</a>")]
    [InlineData("http://a.b/?x=1&y='2'", "<a href=\"http://a.b/?x=1&amp;y=&#39;2\" rel=\"noopener noreferrer\">http://a.b/?x=1&amp;y=&#39;2</a>&#39;")]
    [InlineData("javascript:alert(1)", "javascript:alert(1)")]
    [InlineData("https://", "https://")]
    [InlineData("<b>https://a.b</b>", "&lt;b&gt;<a href=\"https://a.b/\" rel=\"noopener noreferrer\">https://a.b</a>&lt;/b&gt;")]
    [InlineData("看https://a.cn/路。好", "看<a href=\"https://a.cn/%E8%B7%AF\" rel=\"noopener noreferrer\">https://a.cn/路</a>。好")]
    public void Addresses_of_pages_become_links(string text, string html) => Assert.Equal(html, HtmlText.Linked(text, Nobody));

    [Fact]
    public void Mentions_show_names()
    {
        var mentions = new Dictionary<string, string> { ["@8613800138000"] = "陈 <小明>" };

        Assert.Equal("hi <span class=\"at\">@陈 &lt;小明&gt;</span>!", HtmlText.Linked("hi @8613800138000!", mentions));
    }

    [Theory]
    [InlineData("😂", true)]
    [InlineData("👍🏽❤️😂", true)]
    [InlineData("😂😂😂😂", false)]
    [InlineData("ok 😂", false)]
    [InlineData("", false)]
    public void A_few_emoji_alone_are_shown_large(string text, bool isBig) => Assert.Equal(isBig, HtmlText.IsBigEmoji(text));

    [Fact]
    public void Names_of_files_are_safe_whatever_a_chat_is_called() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<NonNull<string>>(title =>
    {
        string name = SafeFileName.Of(title.Get);
        return System.Text.Encoding.UTF8.GetByteCount(name) <= 80
            && name.EnumerateRunes().All(rune => rune.Value == '-' || !(System.Text.Rune.IsControl(rune) || System.Text.Rune.IsPunctuation(rune) || System.Text.Rune.IsWhiteSpace(rune)));
    }));

    [Theory]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("..", "")]
    [InlineData("\u202Egnp.exe", "gnp-exe")]
    [InlineData("a\0b\nc", "a-b-c")]
    [InlineData("  妈妈 ❤️ ", "妈妈")]
    [InlineData("हिन्दी", "हिन्दी")]
    public void Names_of_files_keep_letters_of_any_script(string title, string name) => Assert.Equal(name, SafeFileName.Of(title));

    [Theory]
    [InlineData("image/jpeg", "x.exe", ".jpg")]
    [InlineData("audio/ogg; codecs=opus", null, ".ogg")]
    [InlineData("application/x-unknown", "Report.DOCX", ".docx")]
    [InlineData(null, "a/b.c/../../d", "")]
    [InlineData(null, "a.%00", "")]
    [InlineData(null, null, "")]
    public void Extensions_are_plain(string? mime, string? name, string extension) => Assert.Equal(extension, SafeFileName.ExtensionOf(mime, name));
}
