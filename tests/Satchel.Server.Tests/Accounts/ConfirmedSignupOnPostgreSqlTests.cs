namespace Satchel.Server.Tests.Accounts;

public sealed class ConfirmedSignupOnPostgreSqlTests() : ConfirmedSignupTests(onPostgreSql: true);
