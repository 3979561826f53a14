using System.Diagnostics;

namespace Satchel.Server.Notices;

/// <summary>The letters in English.</summary>
internal sealed class EnglishLetters : ILetterWording
{
    private const string AccountPage = "/account";
    private const string PayPage = "/account/pay";

    private static readonly LetterAction ToAccount = new("Open my account", AccountPage);
    private static readonly LetterAction ToPay = new("See how to pay", PayPage);

    /// <inheritdoc/>
    public string Language => "en";

    /// <inheritdoc/>
    public string Colon => ": ";

    /// <inheritdoc/>
    public string Footer(string server) => $"You get this letter because of your account at {server}. What you store there is sealed on your devices; nobody here can read it, and nobody will ever ask you for your passphrase or your recovery code.";

    /// <inheritdoc/>
    public string Contact(string contact) => $"Questions: {contact}";

    /// <inheritdoc/>
    public Letter Write(NoticeKind kind, NoticeValues values) => kind switch
    {
        NoticeKind.Welcome => Of(
            "Your account is ready",
            ["Your account is there, and your devices can keep their chats in it.", "Keep the recovery code that you were shown on paper. Without it and without your passphrase nobody can open what you store, and neither can we."],
            ToAccount),
        NoticeKind.ConfirmAddress => Of(
            "Confirm your address",
            ["Somebody, probably you, wants to make an account with this address. Follow the link and press the button there; it is good for a day.", "Then run 'satchel login' on your device. If it was not you, do nothing: no account is made."],
            new LetterAction("Confirm the address", values.Text("link"))),
        NoticeKind.AddressTaken => Of(
            "You have an account already",
            ["Somebody, probably you, wanted to make an account with this address, which has one. Nothing was changed.", "Run 'satchel login' on your device; the passphrase or the recovery code signs in."],
            new LetterAction("Sign in to the account's pages", values.Text("link"))),
        NoticeKind.NewDevice => Of(
            "A new device has signed in",
            ["A device signed in to your account with your passphrase or your recovery code.", "If it was not you, revoke it and change your passphrase: whoever has it can read what is stored."],
            ToAccount,
            new LetterFact("Device", values.Text("device"))),
        NoticeKind.WrongPassphrases => Of(
            "Somebody is trying passphrases",
            ["Your account was tried with a wrong passphrase several times within an hour. Each try is slow, and there are few; a good passphrase withstands this for longer than anybody lives.", "If it was you who forgot it, the recovery code signs in as well."],
            ToAccount),
        NoticeKind.SignInLink => Of(
            "Your link to sign in",
            ["This link opens the pages of your account, once, within a few minutes. If you did not ask for it, do nothing."],
            new LetterAction("Sign in", values.Text("link"))),
        NoticeKind.StorageDamaged => Of(
            "Something you stored was damaged",
            ["The storage was read back, and something of yours is not what it was. The operator has been told, and may bring it back from a copy.", "Run 'satchel check' to see what is affected, and 'satchel repair' on a device that still has it."],
            ToAccount),
        NoticeKind.QuotaNearlyFull => Of(
            $"Your storage is {values.Text("percent")} % full",
            ["When it is full, new backups are refused; nothing that is stored is touched. A larger plan, or 'satchel forget' and 'satchel prune', make room."],
            ToPay,
            Used(values)),
        NoticeKind.QuotaFull => Of(
            "Your storage is full",
            ["New backups are refused until there is room. Nothing that is stored is touched, and everything can be restored. A larger plan, or 'satchel forget' and 'satchel prune', make room."],
            ToPay,
            Used(values)),
        NoticeKind.FamilyChanged => Of("Your family has changed", [values.Text("what") == "joined" ? $"{values.Text("who")} has joined, and shares the storage of the plan. Nobody sees what others store." : $"{values.Text("who")} has left, and keeps what is stored under the rules of the free plan."], ToAccount),
        _ => WritePlan(kind, values),
    };

    private static Letter WritePlan(NoticeKind kind, NoticeValues values) => kind switch
    {
        NoticeKind.PlanBought => Of(
            $"Thank you: {values.Plan()}", ["Your payment has arrived, and your plan is in force. It ends by itself unless you asked that it renew. This letter is your receipt; your account's pages have it to be printed."], ToAccount, Receipt(values)),
        NoticeKind.PlanRenewed => Of(
            $"Renewed: {values.Plan()}", ["Your payment has arrived, and was added to the end of your plan: no day is lost. This letter is your receipt."], ToAccount, Receipt(values)),
        NoticeKind.PlanUpgraded => Of(
            $"Upgraded: {values.Plan()}", ["Your payment has arrived. What was left of your plan before was credited by the day, and the new one is in force. This letter is your receipt."], ToAccount, Receipt(values)),
        NoticeKind.PlanRefunded => Of(
            $"Given back: {values.Plan()}",
            ["The money for this order was given back, and the time it bought has ended. What is stored stays as the rules for a plan's end say; your account shows the days."],
            ToAccount,
            new("Plan", values.Plan()), new("Amount", values.Money()), new("Order", values.Text("order"))),
        NoticeKind.PlanEnds => Of(
            values.Number("days") == 1 ? $"Your plan {values.Plan()} ends tomorrow" : $"Your plan {values.Plan()} ends in {values.Text("days")} days",
            ["Nothing is charged by itself unless you asked for it. If you do nothing, everything goes on working for a while after that day, then your account becomes read-only; what is stored can always be restored and exported."],
            ToPay,
            new LetterFact("Ends", values.Day("endsAt"))),
        NoticeKind.PlanEnded => Of(
            $"Your plan {values.Plan()} has ended",
            ["Everything goes on working for now, and each command says so. After that your account is read-only: what is stored can be restored and exported, and paying brings everything back."],
            ToPay,
            new("Ended", values.Day("endedAt")), new("Read-only from", values.Day("readOnlyAt"))),
        NoticeKind.ReadOnlyBegan => Of(
            "Your account is read-only now",
            ["Backups are refused from today. What is stored can be restored and exported as before, and paying brings everything back at once.", "What is stored is not deleted before the day below, and not without letters that announce it."],
            ToPay,
            new("Plan ended", values.Day("endedAt")), new("Kept at least until", values.Day("deletionAt"))),
        NoticeKind.DeletionAhead => Of(
            values.Number("days") == 1 ? "What you stored will be deleted tomorrow" : $"What you stored will be deleted in {values.Text("days")} days",
            ["Your plan ended more than a year ago. Take what you want to keep ('satchel restore', 'satchel export'), or pay: either works until the last day."],
            ToPay,
            new LetterFact("Day of deletion", values.Day("deletionAt"))),
        NoticeKind.Deleted => Of(
            "What you stored was deleted",
            ["It lies in the trash until the day below. Paying until then brings all of it back; after that nobody can."],
            ToPay,
            new LetterFact("Last day", values.Day("until"))),
        NoticeKind.BroughtBack => Of("What you stored is there again", ["Your payment has arrived, and everything is as it was."], ToAccount, new("Plan", values.Plan()), new("Ends", values.Day("endsAt"))),
        _ => throw new UnreachableException($"no letter for {kind}"),
    };

    private static Letter Of(string subject, IReadOnlyList<string> paragraphs, LetterAction action, params IReadOnlyList<LetterFact> facts) => new(subject, paragraphs, facts, action);

    private static IReadOnlyList<LetterFact> Receipt(NoticeValues values) =>
        [new("Plan", values.Plan()), new("Amount", values.Money()), new("Good until", values.Day("endsAt")), new("Order", values.Text("order"))];

    private static LetterFact Used(NoticeValues values) => new("Used", $"{values.Bytes("usedBytes")} of {values.Bytes("quotaBytes")}");
}
