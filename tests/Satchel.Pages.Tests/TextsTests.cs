using System.Reflection;
using System.Text.RegularExpressions;
using Satchel.Server.Pages.Texts;

namespace Satchel.Pages.Tests;

/// <summary>Every text of the pages is there in both languages.</summary>
public sealed partial class TextsTests
{
    internal static IReadOnlyList<(string Name, Text Text)> All =>
    [
        .. typeof(Text).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(place => place.FieldType == typeof(Text))
            .Select(place => ($"{place.DeclaringType!.Name}.{place.Name}", (Text)place.GetValue(null)!)),
    ];

    [Fact]
    public void Each_text_is_in_both_languages()
    {
        Assert.NotEmpty(All);
        Assert.Empty(All.Where(one => string.IsNullOrWhiteSpace(one.Text.English) || one.Text.English.Any(IsChinese)).Select(one => one.Name));
        Assert.Empty(All.Where(one => !one.Text.Chinese.Any(letter => IsChinese(letter) || letter == '、')).Select(one => one.Name));
    }

    [Fact]
    public void Each_text_has_the_same_places_in_both_languages()
    {
        IEnumerable<string> unlike = All
            .Where(one => !PlacesOf(one.Text.English).SetEquals(PlacesOf(one.Text.Chinese)))
            .Select(one => one.Name);

        Assert.Empty(unlike);
    }

    private static bool IsChinese(char character) => character is >= '\u4e00' and <= '\u9fff';

    private static HashSet<string> PlacesOf(string text) => [.. Places().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();
}
