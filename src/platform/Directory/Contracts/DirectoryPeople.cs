using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Agencies;
using VanLang.Directory.People;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Directory.Contracts;

/// <summary>
/// Officials by the agencies they work for, for who administers their accounts. Somebody belongs to an agency who holds a post there that day, or
/// who holds none anywhere any more and once held one there: a leaver's account has to be closed by somebody.
/// </summary>
public sealed class DirectoryPeople(UnitOfWork work, PositionTitles titles)
{
    /// <summary>Officials of the agencies in the order of their keys.</summary>
    /// <param name="agencies">Ids; null for every agency.</param>
    /// <param name="text">Beginnings of words of the full name, with marks or without, or a whole user name or key; null or empty for all.</param>
    /// <param name="after">Key of the last one seen; null from the start.</param>
    /// <param name="take">Most to give back.</param>
    public Task<List<OfficialRecord>> Find(
        IReadOnlyCollection<Guid>? agencies, string? text, DateOnly day, string? after, int take, CancellationToken cancellationToken) => work.Read(
        async (db, token) =>
        {
            // Names are compared here, so that both databases find the same: a province has some thousand officials, and reading ends when enough are found.
            IQueryable<Person> people = Of(db, agencies, day);
#pragma warning disable CA1309 // The database compares; only this form is translated.
            if (after is not null)
                people = people.Where(person => string.Compare(person.Key, after) > 0);
#pragma warning restore CA1309
            people = people.OrderBy(person => person.Key);
            List<Person> found = string.IsNullOrWhiteSpace(text)
                ? await people.Take(take).ToListAsync(token)
                : await people.AsAsyncEnumerable().Where(person => OfficialNames.Mean(text, person.FullName, person.UserName, person.Key)).Take(take).ToListAsync(token);
            return await WithPosts(db, found, day, token);
        },
        cancellationToken);

    /// <summary>The official where they belong to one of the agencies; else null.</summary>
    /// <param name="agencies">Ids; null for every agency.</param>
    public Task<OfficialRecord?> Get(Guid personId, IReadOnlyCollection<Guid>? agencies, DateOnly day, CancellationToken cancellationToken) => work.Read(
        async (db, token) => (await WithPosts(db, await Of(db, agencies, day).Where(person => person.Id == personId).ToListAsync(token), day, token)).SingleOrDefault(),
        cancellationToken);

    /// <summary>Those of some officials who belong to one of the agencies, in any order.</summary>
    /// <param name="agencies">Ids; null for every agency.</param>
    public Task<List<OfficialRecord>> Among(IReadOnlyCollection<Guid> people, IReadOnlyCollection<Guid>? agencies, DateOnly day, CancellationToken cancellationToken) => work.Read(
        async (db, token) => await WithPosts(db, await Of(db, agencies, day).Where(person => people.Contains(person.Id)).ToListAsync(token), day, token), cancellationToken);

    static IQueryable<Person> Of(VanLangDbContext db, IReadOnlyCollection<Guid>? agencies, DateOnly day)
    {
        if (agencies is null)
            return db.Set<Person>();
        return db.Set<Person>().Where(person => db.Set<Position>().Any(position =>
            position.PersonId == person.Id && agencies.Contains(position.AgencyId)
            && ((position.ValidFrom <= day && (position.ValidTo == null || day < position.ValidTo))
                || !db.Set<Position>().Any(other => other.PersonId == person.Id && (other.ValidTo == null || day < other.ValidTo)))));
    }

    async Task<List<OfficialRecord>> WithPosts(VanLangDbContext db, List<Person> people, DateOnly day, CancellationToken cancellationToken)
    {
        TitleWords words = await titles.Words(cancellationToken);
        bool english = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        List<Guid> ids = [.. people.Select(person => person.Id)];
        var posts = await (
            from position in db.Set<Position>()
            join agency in db.Set<Agency>() on position.AgencyId equals agency.Id
            where ids.Contains(position.PersonId) && position.ValidFrom <= day && (position.ValidTo == null || day < position.ValidTo)
            orderby position.ValidFrom, position.Key
            select new { position.PersonId, position.Title, agency.Name, agency.NameEn }).ToListAsync(cancellationToken);
        return [.. people.Select(person => new OfficialRecord(
            person.Id, person.Key, person.FullName, person.UserName, person.Label,
            [.. posts.Where(post => post.PersonId == person.Id).Select(post => $"{words.In(post.Title)}, {(english ? post.NameEn ?? post.Name : post.Name)}")]))];
    }
}

/// <summary>An official with the posts of a day.</summary>
/// <param name="Key">Key in the province's data.</param>
/// <param name="UserName">User name given by the province; null where none is.</param>
/// <param name="Label">Mark that must be shown with the name; null for none.</param>
/// <param name="Posts">Title and agency of each post held that day, in the reader's language; empty for who has left.</param>
public sealed record OfficialRecord(Guid Id, string Key, string FullName, string? UserName, string? Label, IReadOnlyList<string> Posts)
{
    /// <summary>Whether somebody who typed this means this official: beginnings of words of the name, with marks or without, or the whole user name or key.</summary>
    public bool IsMeant(string text) => OfficialNames.Mean(text, FullName, UserName, Key);
}
