using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages;

/// <summary>What the frame around every page needs to know.</summary>
internal interface IFramed
{
    Language Language { get; }

    /// <summary>What the page is called, in the tab and as its heading.</summary>
    Text Title { get; }

    /// <summary>Whether somebody is signed in.</summary>
    bool IsSignedIn { get; }

    /// <summary>After how many seconds the page asks for itself again; null is never.</summary>
    int? RefreshSeconds { get; }

    /// <summary>Which page it asks for then; null is itself.</summary>
    string? RefreshTo { get; }
}
