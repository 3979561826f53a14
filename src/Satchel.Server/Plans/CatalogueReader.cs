using System.Text.Json;
using Satchel.Server.Administration;
using Satchel.Server.Payments;

namespace Satchel.Server.Plans;

/// <summary>Reads a catalogue, and refuses whatever it does not know, or what cannot be meant: a price that is wrong by a digit is worse than a server that does not start.</summary>
internal static class CatalogueReader
{
    private const int MaxPlans = 50;
    private const int MaxMonths = 120;
    private const int MaxPeople = 100;
    private const int MaxDays = 3650;
    private const int MaxRungs = 20;
    private const int MaxTextLength = 200;
    private const long MaxAmount = 1_000_000_000_000;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    /// <summary>Reads the text of <paramref name="source"/>.</summary>
    /// <exception cref="AdministrationException">There is something wrong; the message names the place and what was expected.</exception>
    public static Catalogue Read(string text, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Lenient);
            return ReadRoot(new CataloguePlace(document.RootElement, source, ""));
        }
        catch (JsonException error)
        {
            throw new AdministrationException($"{source}, line {error.LineNumber + 1}: that is not JSON");
        }
    }

    private static Catalogue ReadRoot(CataloguePlace root)
    {
        root.RequireMembers(["plans", "freePlan", "ladder"], ["trialPlan", "trialDays", "contact", "sender"]);
        CataloguePlace list = root.Member("plans");
        string freeId = root.Member("freePlan").Text(MaxTextLength);
        List<Plan> plans = [.. list.Elements(MaxPlans).Select(place => ReadPlan(place, freeId))];
        if (plans.GroupBy(plan => plan.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw list.Wrong($"there are two plans '{twice.Key}'");
        }

        Plan free = plans.Find(plan => plan.Id == freeId) ?? throw root.Member("freePlan").Wrong($"there is no plan '{freeId}'");
        int trialDays = root.Has("trialDays") ? root.Member("trialDays").Number(0, MaxDays) : 0;
        Plan? trial = trialDays == 0 ? null : ReadTrial(root, plans, free);
        return new Catalogue(plans, free, trial, trialDays, ReadLadder(root.Member("ladder")), ReadAddress(root, "contact"), ReadAddress(root, "sender"));
    }

    private static Plan ReadTrial(CataloguePlace root, List<Plan> plans, Plan free)
    {
        if (!root.Has("trialPlan"))
        {
            throw root.Wrong("trialDays needs trialPlan, the plan that is tried");
        }

        string id = root.Member("trialPlan").Text(MaxTextLength);
        return plans.Find(plan => plan.Id == id && plan != free) ?? throw root.Member("trialPlan").Wrong($"'{id}' is no plan that can be bought");
    }

    private static Plan ReadPlan(CataloguePlace place, string freeId)
    {
        place.RequireMembers(["id", "name", "quota"], ["months", "people", "prices"]);
        string id = place.Member("id").Text(MaxTextLength);
        if (id.Length > 40 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw place.Member("id").Wrong($"an id is 1 to 40 letters, digits, '-' and '_'; got '{id}'");
        }

        CataloguePlace name = place.Member("name");
        name.RequireMembers(["en", "zh-CN"], []);
        var names = new PlanName(name.Member("en").Text(MaxTextLength), name.Member("zh-CN").Text(MaxTextLength));
        long quota = place.Member("quota").Bytes();
        int people = place.Has("people") ? place.Member("people").Number(1, MaxPeople) : 1;
        if (id == freeId)
        {
            return place.Has("prices") || place.Has("months") || people != 1
                ? throw place.Wrong("the free plan has no prices and no months, and is one person's")
                : new Plan(id, names, quota, 0, 1, []);
        }

        if (!place.Has("prices") || !place.Has("months"))
        {
            throw place.Wrong("a plan that is not the free one has months and prices");
        }

        CataloguePlace list = place.Member("prices");
        List<PlanPrice> prices = [.. list.Elements(Platforms.All.Count + 1).Select(ReadPrice)];
        if (prices.GroupBy(price => price.Platform).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw list.Wrong($"there are two prices for '{twice.Key}'");
        }

        return new Plan(id, names, quota, place.Member("months").Number(1, MaxMonths), people, prices);
    }

    private static PlanPrice ReadPrice(CataloguePlace place)
    {
        place.RequireMembers(["platform", "amount", "currency"], []);
        string platform = place.Member("platform").Text(MaxTextLength);
        if (!Platforms.All.Contains(platform))
        {
            throw place.Member("platform").Wrong($"a platform is {string.Join(", ", Platforms.All)}; got '{platform}'");
        }

        string currency = place.Member("currency").Text(MaxTextLength);
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper) || currency == Money.None)
        {
            throw place.Member("currency").Wrong($"a currency is three capital letters, such as CNY; got '{currency}'");
        }

        return new PlanPrice(platform, new Money(place.Member("amount").LongNumber(1, MaxAmount), currency));
    }

    private static Ladder ReadLadder(CataloguePlace place)
    {
        place.RequireMembers(["remindDaysBefore", "graceDays", "readOnlyDays", "announceDeletionDaysBefore", "trashDays", "deletion", "breaker"], []);
        CataloguePlace breaker = place.Member("breaker");
        breaker.RequireMembers(["percentOfAccounts", "bytes"], []);
        string deletion = place.Member("deletion").Text(MaxTextLength);
        if (deletion is not ("on" or "off"))
        {
            throw place.Member("deletion").Wrong($"it is \"on\" or \"off\"; got '{deletion}'");
        }

        int readOnlyDays = place.Member("readOnlyDays").Number(1, MaxDays);
        List<int> announced = ReadRungs(place.Member("announceDeletionDaysBefore"));
        if (announced.Count == 0 || announced[0] > readOnlyDays)
        {
            throw place.Member("announceDeletionDaysBefore").Wrong($"a deletion is announced at least once, and at most readOnlyDays ({readOnlyDays}) before");
        }

        return new Ladder(
            ReadRungs(place.Member("remindDaysBefore")),
            place.Member("graceDays").Number(0, MaxDays),
            readOnlyDays,
            announced,
            place.Member("trashDays").Number(1, MaxDays),
            deletion == "on",
            breaker.Member("percentOfAccounts").Number(1, 100),
            breaker.Member("bytes").Bytes());
    }

    private static List<int> ReadRungs(CataloguePlace place)
    {
        List<int> days = [.. place.Elements(MaxRungs).Select(day => day.Number(1, MaxDays))];
        for (int i = 1; i < days.Count; i++)
        {
            if (days[i] >= days[i - 1])
            {
                throw place.Wrong($"the days descend, such as 30, 7, 1; {days[i]} comes after {days[i - 1]}");
            }
        }

        return days;
    }

    private static string? ReadAddress(CataloguePlace root, string member)
    {
        if (!root.Has(member))
        {
            return null;
        }

        string text = root.Member(member).Text(MaxTextLength, mayBeEmpty: true);
        return text.Length == 0 || (text.Contains('@', StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace))
            ? text.Length == 0 ? null : text
            : throw root.Member(member).Wrong($"that is no address: '{text}'");
    }
}
