using Microsoft.AspNetCore.Mvc.Filters;
using Satchel.Server.Accounts;
using Satchel.Server.Pages.Leaving;
using Satchel.Server.Plans;
using Satchel.Server.Problems;

namespace Satchel.Server.Pages;

/// <summary>A page of an account: for whoever is signed in to it.</summary>
internal abstract class AccountPage(AccountQueries accounts, Catalogue catalogue, TimeProvider time) : SatchelPage
{
    private AccountRow? _account;

    /// <summary>The account.</summary>
    public AccountRow Account => _account ?? throw new InvalidOperationException("the page has no account before its handler runs");

    /// <summary>What the account may do.</summary>
    public AccountStanding Standing => Account.StandingAt(Now, Catalogue.Ladder);

    /// <summary>The plans of this server.</summary>
    public Catalogue Catalogue { get; } = catalogue;

    /// <summary>The time for which the page holds.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>When the account will be erased, because its person asked for that; null where they did not.</summary>
    public DateTimeOffset? EraseAt { get; protected set; }

    /// <summary>Whether a suspended account may use the page's forms as well.</summary>
    protected virtual bool TakesFormsOfSuspended => false;

    protected override async Task<string?> LanguageOfAccountAsync()
    {
        _account = Visitor is null ? null : await accounts.FindAsync(Visitor.Account, Aborted);
        EraseAt = _account is null ? null : await HttpContext.RequestServices.GetRequiredService<Erasures>().FindAsync(_account.Id, Aborted);
        return _account?.Language;
    }

    protected override Task<bool> RefuseAsync(PageHandlerExecutingContext context)
    {
        if (_account is null)
        {
            context.Result = RedirectToPage("/SignIn");
            return Task.FromResult(true);
        }

        return HttpMethods.IsPost(Request.Method) && Standing == AccountStanding.Suspended && !TakesFormsOfSuspended
            ? throw new ProblemException(Problem.Suspended)
            : Task.FromResult(false);
    }
}
