using Satchel.Chats.WeChat;

namespace Satchel.Tests.Chats.WeChat;

public sealed class WeChatXmlTests
{
    [Fact]
    public void What_is_well_formed_is_read()
    {
        XmlNode xml = WeChatXml.TryRead("<?xml version='1.0'?><!-- c --><a x=\"1 &lt; 2\" y='q\"'>t&amp;<b>in</b><![CDATA[<c>&amp;]]><d/>u</a>")!;
        XmlNode a = xml["a"]!;
        Assert.Equal(("1 < 2", "q\"", "t&<c>&amp;u", "in"), (a.Attribute("x"), a.Attribute("y"), a.Text, a.ChildText("b")));
        Assert.NotNull(a["d"]);
    }

    [Theory]
    [InlineData("<a><b>1</a><c>2</c>", "1", "2")]
    [InlineData("<a><b>1</b></x></a>\u0001<c>2", "1", "2")]
    [InlineData("<a><b>1</b><c>2</c", "1", "2")]
    [InlineData("junk <a attr=un/quoted attr2 ><b>1</b></a><c>2</c>", "1", "2")]
    [InlineData("<a><b> 1 </b></a><c><![CDATA[2", "1", "2")]
    public void What_is_broken_is_read_as_far_as_it_goes(string text, string b, string c)
    {
        XmlNode xml = WeChatXml.TryRead(text)!;
        Assert.Equal((b, c), (xml.Find("b")!.Text.Trim(), xml.Find("c")!.Text));
    }

    [Theory]
    [InlineData("&lt;&gt;&amp;&quot;&apos;", "<>&\"'")]
    [InlineData("&#65;&#x1F600;&#0;&#xD800;&#99999999;", "A😀&#0;&#xD800;&#99999999;")]
    [InlineData("a & b &nbsp; &;", "a & b &nbsp; &;")]
    public void Entities_are_the_five_and_numbers(string escaped, string text) => Assert.Equal(text, WeChatXml.TryRead($"<a>{escaped}</a>")!["a"]!.Text);

    [Theory]
    [InlineData("<!DOCTYPE lolz [<!ENTITY lol \"lol\">]><a>&lol;</a>")]
    [InlineData("<a><!ENTITY x SYSTEM \"file:///etc/passwd\"></a>")]
    [InlineData("no xml")]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("1 < 2 > 0")]
    public void Document_types_and_what_has_no_element_are_not_read(string text) => Assert.Null(WeChatXml.TryRead(text));

    [Fact]
    public void What_is_too_deep_or_too_much_is_not_read()
    {
        Assert.Null(WeChatXml.TryRead(string.Concat(Enumerable.Repeat("<a>", 1_000_000))));
        Assert.Null(WeChatXml.TryRead(string.Concat(Enumerable.Repeat("<a/>", 300_000))));
        Assert.Null(WeChatXml.TryRead($"<a {string.Concat(Enumerable.Repeat("x=1 ", 1000))}/>"));
        Assert.Null(WeChatXml.TryRead(new string('<', WeChatLimits.MaxPayloadChars + 1)));
    }

    [Theory]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<a")]
    [InlineData("<a ")]
    [InlineData("<a b=\"")]
    [InlineData("&#")]
    [InlineData("<![CDATA[")]
    [InlineData("<a></a")]
    public void No_text_takes_long(string piece)
    {
        string text = "<r>" + string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        WeChatXml.TryRead(text);
        Satchel.Chats.WeChat.Payloads.PseudoTags.Strip(text);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
