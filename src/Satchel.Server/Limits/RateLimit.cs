namespace Satchel.Server.Limits;

/// <summary>How often something may be asked: so many at once, then one each so long.</summary>
internal sealed record RateLimit(string Name, int Burst, TimeSpan Each)
{
    /// <summary>Signups from one network.</summary>
    public static readonly RateLimit Signups = new("signup", 100, TimeSpan.FromSeconds(6));

    /// <summary>Sign-ins of one account from one network: what keeps somebody from trying passphrases.</summary>
    public static readonly RateLimit LoginsOfAccount = new("login-account-network", 10, TimeSpan.FromSeconds(6));

    /// <summary>Sign-ins of one account from everywhere: wide, so that a stranger cannot keep its owner out.</summary>
    public static readonly RateLimit LoginsOfAccountAnywhere = new("login-account", 200, TimeSpan.FromSeconds(10));

    /// <summary>Sign-ins from one network, whatever the account.</summary>
    public static readonly RateLimit LoginsOfNetwork = new("login-network", 100, TimeSpan.FromSeconds(1));

    /// <summary>Codes of vouchers and invitations that an account tries.</summary>
    public static readonly RateLimit Codes = new("codes", 20, TimeSpan.FromMinutes(1));

    /// <summary>Orders that an account opens.</summary>
    public static readonly RateLimit Orders = new("orders", 30, TimeSpan.FromMinutes(1));

    /// <summary>Challenges and tokens of one network, which may be a large one behind one address.</summary>
    public static readonly RateLimit Tokens = new("token-network", 2000, TimeSpan.FromMilliseconds(50));

    /// <summary>Links to its pages that an account's devices make.</summary>
    public static readonly RateLimit PageLinks = new("page-link", 20, TimeSpan.FromSeconds(30));

    /// <summary>Links that one network asks to be sent by e-mail.</summary>
    public static readonly RateLimit MailsOfNetwork = new("page-mail-network", 20, TimeSpan.FromMinutes(1));

    /// <summary>Links that are sent to one address, so that nobody's letter box is filled.</summary>
    public static readonly RateLimit MailsOfAddress = new("page-mail-address", 3, TimeSpan.FromMinutes(10));

    /// <summary>Letters to confirm one address with. Apart from other letters: they go to accounts only, and what they leave of a limit would tell.</summary>
    public static readonly RateLimit Confirmations = new("signup-address", 3, TimeSpan.FromMinutes(10));
}
