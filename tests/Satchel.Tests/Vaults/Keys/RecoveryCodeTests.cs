using FsCheck;
using FsCheck.Fluent;
using Satchel.Vaults;
using Satchel.Vaults.Keys;

namespace Satchel.Tests.Vaults.Keys;

public sealed class RecoveryCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly byte[] Secret32 = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    [Fact]
    public void Every_secret_reads_back() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<int>(seed =>
    {
        byte[] secret = new byte[32];
        new Random(seed).NextBytes(secret);
        string code = RecoveryCode.Write(secret);
        using Secret read = RecoveryCode.Read(code);
        return code.Length == 79 && read.Span.SequenceEqual(secret);
    }));

    [Fact]
    public void A_code_is_64_characters_in_groups_of_four()
    {
        string[] groups = RecoveryCode.Write(Secret32).Split('-');

        Assert.Equal(16, groups.Length);
        Assert.All(groups, group => Assert.Equal(4, group.Length));
        Assert.All(string.Concat(groups), c => Assert.Contains(c, Alphabet));
    }

    [Fact]
    public void Case_spaces_hyphens_and_look_alikes_do_not_matter()
    {
        string code = RecoveryCode.Write(Secret32);

        using Secret read = RecoveryCode.Read("  " + code.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l').Replace("-", " \u2013 ", StringComparison.Ordinal) + "\r\n");

        Assert.Equal(Secret32, read.Span.ToArray());
    }

    [Fact]
    public void Every_single_wrong_character_is_found_in_its_group()
    {
        string code = RecoveryCode.Write(Secret32).Replace("-", "", StringComparison.Ordinal);
        for (int i = 0; i < code.Length; i++)
        {
            foreach (char wrong in Alphabet.Where(c => c != code[i]))
            {
                VaultException error = Assert.Throws<VaultException>(() => RecoveryCode.Read(code[..i] + wrong + code[(i + 1)..]));
                Assert.Equal(VaultProblem.WrongSecret, error.Problem);
                Assert.Contains($"group {((i / 8) * 2) + 1} or {((i / 8) * 2) + 2} of 16", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Two_groups_that_changed_places_are_found()
    {
        string code = RecoveryCode.Write(Secret32).Replace("-", "", StringComparison.Ordinal);

        Assert.Throws<VaultException>(() => RecoveryCode.Read(code[8..16] + code[..8] + code[16..]));
    }

    [Theory]
    [InlineData("", "has 0 characters")]
    [InlineData("ABCD", "has 4 characters")]
    [InlineData("ABCD-EFG!", "in group 2")]
    [InlineData("ABCU", "in group 1")]
    public void What_is_no_code_is_refused_and_not_repeated(string code, string why)
    {
        VaultException error = Assert.Throws<VaultException>(() => new RecoveryCodeSecret(code));

        Assert.Equal(VaultProblem.WrongSecret, error.Problem);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ABC", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_is_too_long_is_refused()
    {
        VaultException error = Assert.Throws<VaultException>(() => RecoveryCode.Read(RecoveryCode.Write(Secret32) + "0"));

        Assert.Contains("more than 64", error.Message, StringComparison.Ordinal);
    }
}
