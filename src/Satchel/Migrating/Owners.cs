using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>Whose histories they are: one person's, or the person says that they are to be merged all the same.</summary>
internal static class Owners
{
    /// <summary>The owner that all agree on.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.OtherOwner"/>: they do not.</exception>
    public static Account Agree(IReadOnlyList<Account> sources, Account? into, MigrationOptions options)
    {
        string[] ids = [.. sources.Select(a => a.Id).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (ids.Length > 1 && !options.Force)
        {
            throw new ChatFormatException(ChatFormatProblem.OtherOwner, "the sources", $"they belong to different owners: {string.Join(", ", ids)}");
        }

        string? owner = options.AccountId ?? ids.FirstOrDefault();
        if (into?.Id is string other && owner is not null && other != owner && !options.Force)
        {
            throw new ChatFormatException(ChatFormatProblem.OtherOwner, options.Into!, $"it belongs to {other}, and the history that is to be merged into it to {owner}");
        }

        string? name = sources.Select(a => a.Name).FirstOrDefault(n => n is not null);
        Account main = sources.LastOrDefault(a => a.Platform != "export") ?? sources[0];
        return main with { Id = owner ?? into?.Id, Name = name };
    }
}
