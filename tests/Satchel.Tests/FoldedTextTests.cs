using System.Text;

namespace Satchel.Tests;

/// <summary>What the search takes for the same.</summary>
public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Hello", "hello")]
    [InlineData("Straße", "strasse")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφοσ")]
    [InlineData("ﬁne", "fine")]
    [InlineData("Ａｂｃ１２３", "abc123")]
    [InlineData("①②", "12")]
    [InlineData("e\u0301te\u0301", "été")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("İstanbul", "i\u0307stanbul")]
    [InlineData("ﾊﾟﾝ", "パン")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("你好，世界", "你好,世界")]
    [InlineData("𝓗𝓮𝓵𝓵𝓸", "hello")]
    [InlineData("Ǆ", "dž")]
    [InlineData("K", "k")]
    public void Case_width_and_composition_do_not_count(string text, string folded)
    {
        Assert.Equal(folded, FoldedText.Of(text));
    }

    [Fact]
    public void What_is_folded_stays_as_it_is()
    {
        var random = new Random(20261121);
        for (int i = 0; i < 2000; i++)
        {
            string text = RandomText(random);

            string once = FoldedText.Of(text);

            Assert.Equal(once, FoldedText.Of(once));
        }
    }

    [Fact]
    public void Half_a_character_is_no_failure()
    {
        Assert.Equal("a\uFFFDb", FoldedText.Of("A\uD83DB"));
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        int[] starts = [0x41, 0xC0, 0x300, 0x370, 0x1100, 0x1E00, 0x1F00, 0xAC00, 0xFB00, 0xFF00, 0x1D400, 0x4E00];
        for (int i = 0; i < 12; i++)
        {
            text.Append(new Rune(starts[random.Next(starts.Length)] + random.Next(0x80)).ToString());
        }

        return text.ToString();
    }
}
