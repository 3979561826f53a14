using Satchel.Server.Hosting;
using Satchel.Server.Plans;

namespace Satchel.Server.Notices;

/// <summary>From a notice of the database to a letter. Names of plans and whom to ask are the catalogue's.</summary>
internal sealed class NoticeWriter(Catalogue catalogue, ServerSettings settings)
{
    private readonly LetterContext _context = new(settings.Url?.Host ?? "Satchel", settings.Url, catalogue.Contact);

    /// <summary>What a notice says in a language.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="content">What it names, as JSON.</param>
    /// <param name="language">The language; English where there are no letters in it.</param>
    public Letter Write(NoticeKind kind, string content, string language)
    {
        bool isChinese = Wordings.IsChinese(language);
        return Wordings.For(language).Write(kind, new NoticeValues(NoticeContent.Read(content), id => catalogue.Find(id)?.Name.In(language) ?? id, isChinese));
    }

    /// <summary>A letter as it is sent.</summary>
    /// <param name="to">The address.</param>
    /// <param name="id">What it is called, each time it is sent.</param>
    /// <param name="language">The language it was written in.</param>
    /// <param name="letter">The letter.</param>
    public MailMessageDraft Draft(string to, string id, string language, Letter letter)
    {
        ILetterWording wording = Wordings.For(language);
        return new MailMessageDraft(to, id, wording.Language, letter.Subject, LetterLayout.ToText(letter, wording, _context), LetterLayout.ToHtml(letter, wording, _context));
    }
}
