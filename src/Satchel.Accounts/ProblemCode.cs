namespace Satchel.Accounts;

/// <summary>The codes of the server's problem documents (RFC 9457): what follows <see cref="TypePrefix"/> in their <c>type</c>.</summary>
public static class ProblemCode
{
    /// <summary>What every <c>type</c> begins with.</summary>
    public const string TypePrefix = "urn:satchel:problem:";

    /// <summary>The account was not made.</summary>
    public const string SignupRefused = "signup-refused";

    /// <summary>The address, the passphrase or both are wrong.</summary>
    public const string LoginFailed = "login-failed";

    /// <summary>The token is none, or has expired.</summary>
    public const string TokenInvalid = "token-invalid";

    /// <summary>The device was revoked.</summary>
    public const string DeviceRevoked = "device-revoked";

    /// <summary>The request deletes, and its token only adds.</summary>
    public const string OwnerRequired = "owner-required";

    /// <summary>The account is suspended.</summary>
    public const string Suspended = "suspended";

    /// <summary>The plan has ended: the account is read-only.</summary>
    public const string PlanEnded = "plan-ended";
}
