using System.Globalization;

namespace Satchel.Server.Administration;

/// <summary>A month of the report. Money is in the currency's smallest unit.</summary>
/// <param name="Month"><c>2026-11</c>, by UTC.</param>
/// <param name="Currency">Of the money in this line; empty where none moved. A month with two currencies has two lines, the counts in the first.</param>
/// <param name="Income">What was paid.</param>
/// <param name="Refunds">What was given back.</param>
/// <param name="Chargebacks">What banks took back.</param>
/// <param name="New">Orders of who had nothing before.</param>
/// <param name="Renewals">Orders of who had.</param>
/// <param name="Upgrades">Orders for more than what ran.</param>
/// <param name="Left">Accounts whose last plan ended in the month, and who have none after it.</param>
/// <param name="Paying">Accounts with a plan that runs, at the month's end.</param>
/// <param name="Accounts">Accounts, at the month's end.</param>
/// <param name="StoredBytes">Of what is stored today, what was stored by the month's end.</param>
internal sealed record ReportLine(
    string Month, string Currency, long Income, long Refunds, long Chargebacks, int New, int Renewals, int Upgrades, int Left, int Paying, int Accounts, long StoredBytes)
{
    /// <summary>The first line of the CSV.</summary>
    public const string Header = "month,currency,income,refunds,chargebacks,new,renewals,upgrades,left,paying,accounts,storedBytes";

    /// <summary>The line as CSV.</summary>
    public string Csv => string.Create(
        CultureInfo.InvariantCulture, $"{Month},{Currency},{Income},{Refunds},{Chargebacks},{New},{Renewals},{Upgrades},{Left},{Paying},{Accounts},{StoredBytes}");

    /// <summary>The line without what was counted in another of the same month.</summary>
    public ReportLine WithoutCounts() => this with { New = 0, Renewals = 0, Upgrades = 0, Left = 0, Paying = 0, Accounts = 0, StoredBytes = 0 };
}
