using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Problems;

namespace Satchel.Server.Pages.Hosting;

/// <summary>What a person sees where a page's handler ends with a <see cref="ProblemException"/>; programs get documents instead.</summary>
internal sealed class PageProblems(IModelMetadataProvider metadata) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not ProblemException problem)
        {
            return;
        }

        var view = new ProblemView(problem.Problem, Languages.Choose(context.HttpContext.Request, ofAccount: null));
        context.Result = new ViewResult
        {
            ViewName = "/Pages/Problem.cshtml",
            StatusCode = problem.Problem.Status,
            ViewData = new ViewDataDictionary<ProblemView>(metadata, context.ModelState) { Model = view },
        };
        context.ExceptionHandled = true;
    }
}
