namespace Satchel.Server.Tests.Accounts;

public sealed class ConfirmedSignupOnSqliteTests() : ConfirmedSignupTests(onPostgreSql: false);
