namespace Satchel.Storage.Tests;

public sealed class BlobNameTests
{
    [Theory]
    [InlineData("satchel.json")]
    [InlineData("a/b/c")]
    [InlineData("packs/3f/3f09-_.1")]
    public void A_name_of_one_to_three_parts_is_taken(string name) => Assert.Equal(name, new BlobName(name).Value);

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("a/b/c/d")]
    [InlineData(".hidden")]
    [InlineData("a/..")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("ä")]
    [InlineData("a\0")]
    public void Any_other_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => new BlobName(name));

    [Fact]
    public void A_name_has_at_most_200_characters()
    {
        Assert.True(BlobName.IsValid(new string('a', 200)));
        Assert.False(BlobName.IsValid(new string('a', 201)));
    }

    [Fact]
    public void The_default_names_nothing() => Assert.Throws<InvalidOperationException>(() => default(BlobName).Value);

    [Fact]
    public void Heads_are_told_by_their_names()
    {
        Assert.True(new BlobName("heads/3f").IsHead);
        Assert.False(new BlobName("headsup/3f").IsHead);
        Assert.False(new BlobName("packs/heads/3f").IsHead);
    }
}
