namespace Satchel.Accounts;

/// <summary>An e-mail address as an account is found by it: trimmed, and in lower case.</summary>
public static class EmailAddress
{
    /// <summary>The longest address that mail can be sent to (RFC 5321, 4.5.3.1).</summary>
    public const int MaxCharacters = 254;

    /// <summary>The address in the one form that both sides compare and bind the sign-in to; false where it is none.</summary>
    public static bool TryNormalize(string? text, out string address)
    {
        address = text?.Trim().ToLowerInvariant() ?? "";
        int at = address.IndexOf('@', StringComparison.Ordinal);
        return address.Length is > 2 and <= MaxCharacters
            && at > 0 && at < address.Length - 1 && at == address.LastIndexOf('@')
            && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';' or '"' or '\\' || char.IsSurrogate(c));
    }
}
