using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Papers;

namespace VanLang.OneStop.Desk;

/// <summary>Sends a stored file to an official's browser. The caller has found it through a dossier that the official may see.</summary>
sealed class DeskFiles(UnitOfWork unitOfWork, FileStore store)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    // Types that a browser shows and never runs.
    static readonly string[] Shown = ["application/pdf", "image/jpeg", "image/png", "image/webp"];

    public async Task<IResult> Send(Guid fileId, string name, bool download, CancellationToken cancellationToken)
    {
        StoredFile file = await unitOfWork.Read((db, token) => db.Set<StoredFile>().SingleAsync(f => f.Id == fileId, token), cancellationToken);
        return file.MayBeOpened ? new FileAnswer(store.Open(file), file, name, download || !Shown.Contains(file.ContentType)) : Microsoft.AspNetCore.Http.Results.StatusCode(StatusCodes.Status423Locked);
    }

    /// <summary>The file of a paper; a paper is made about a second after its act, so this waits a little.</summary>
    public async Task<Guid?> FileOf(IssuedPaper paper, CancellationToken cancellationToken)
    {
        Guid? file = paper.FileId;
        for (TimeSpan waited = TimeSpan.Zero; file is null && waited < LongestWait; waited += Between)
        {
            await Task.Delay(Between, cancellationToken);
            file = await unitOfWork.Read((db, token) => db.Set<IssuedPaper>().Where(p => p.Id == paper.Id).Select(p => p.FileId).SingleAsync(token), cancellationToken);
        }

        return file;
    }

    sealed class FileAnswer(Stream content, StoredFile file, string name, bool download) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            IHeaderDictionary headers = httpContext.Response.Headers;
            ContentDispositionHeaderValue disposition = new(download ? "attachment" : "inline");
            disposition.SetHttpFileName(name);
            headers.ContentDisposition = disposition.ToString();
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            // A file runs nothing and loads nothing; the browser's own viewer of PDF draws with inline style. Our own pages may show it.
            headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";
            await Microsoft.AspNetCore.Http.Results.Stream(content, file.ContentType, enableRangeProcessing: content.CanSeek).ExecuteAsync(httpContext);
        }
    }
}
