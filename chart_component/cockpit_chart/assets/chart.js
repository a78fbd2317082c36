// One element per chart for as long as the chart is on the page: a rerun only hands it another figure.
import "./plotly-cartesian.min.js"

const Plotly = window.Plotly
const CONFIG = { displayModeBar: false, displaylogo: false, scrollZoom: false, doubleClick: "reset", responsive: false }
const SHOWN_AFTER = 120 // ms: Plotly shows what is pointed at at most every 50 ms
const living = new WeakMap() // parent element → what is drawn there

export default function ({ parentElement, data, setTriggerValue }) {
  const chart = living.get(parentElement) ?? open(parentElement)
  chart.tell = mark => setTriggerValue("clicked", mark)
  chart.plot.setAttribute("aria-label", data.label)
  chart.plot.style.height = `${data.height}px`
  if (chart.figure !== data.figure) draw(chart, data.figure)
  return () => close(parentElement, chart)
}

function open(parentElement) {
  const plot = parentElement.appendChild(document.createElement("div"))
  const said = parentElement.appendChild(document.createElement("span"))
  plot.className = "cockpit-chart"
  plot.tabIndex = 0
  plot.setAttribute("role", "group")
  said.className = "cockpit-chart-said"
  said.setAttribute("aria-live", "polite")
  const chart = { plot, said, figure: null, at: -1, tell: () => {} }
  plot.addEventListener("keydown", event => walk(chart, event))
  plot.addEventListener("blur", () => leave(chart))
  chart.sized = new ResizeObserver(() => resize(chart))
  chart.sized.observe(parentElement)
  chart.paper = () => resize(chart)
  window.addEventListener("beforeprint", chart.paper)
  living.set(parentElement, chart)
  return chart
}

function resize(chart) {
  if (chart.isDrawn && chart.plot.offsetWidth) Plotly.Plots.resize(chart.plot).catch(() => {}) // hidden meanwhile
}

async function draw(chart, figure) {
  const isNew = chart.figure === null
  chart.figure = figure
  chart.at = -1
  const { data, layout } = JSON.parse(figure)
  // No transition: one that is still running when the chart leaves the page would go on without it and fail.
  await Plotly.react(chart.plot, data, { ...layout, autosize: true }, CONFIG)
  chart.isDrawn = !chart.isClosed
  if (isNew) chart.plot.on("plotly_click", event => told(chart, event.points[0]))
}

function close(parentElement, chart) {
  chart.isClosed = true
  chart.isDrawn = false
  chart.sized.disconnect()
  clearTimeout(chart.soon)
  window.removeEventListener("beforeprint", chart.paper)
  Plotly.purge(chart.plot)
  chart.plot.remove()
  chart.said.remove()
  living.delete(parentElement)
}

function told(chart, point) {
  const mark = point?.customdata ?? point?.fullData?.meta // a click into a filled outline hits no point of it
  if (mark != null) chart.tell(mark)
}

// -- by keyboard -------------------------------------------------------------------------------------------------------

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

function walk(chart, event) {
  const marks = marksOf(chart.plot)
  if (event.key === "Enter" && marks[chart.at]) chart.tell(marks[chart.at].customdata)
  else if (event.key === "Escape" && chart.at >= 0) leave(chart)
  else if (event.key in STEPS && marks.length) go(chart, marks, STEPS[event.key])
  else return
  event.preventDefault()
  event.stopPropagation()
}

function go(chart, marks, step) {
  chart.at = chart.at < 0 && step < 0 ? marks.length - 1 : (chart.at + step + marks.length) % marks.length
  const mark = marks[chart.at]
  Plotly.Fx.hover(chart.plot, [{ curveNumber: mark.curve, pointNumber: mark.point }])
  clearTimeout(chart.soon)
  chart.soon = setTimeout(() => say(chart), SHOWN_AFTER)
}

function say(chart) {
  const shown = chart.plot.querySelectorAll(".hovertext text")
  chart.said.textContent = [...shown].map(one => one.textContent).join(" ")
}

function leave(chart) {
  if (chart.at >= 0) Plotly.Fx.unhover(chart.plot)
  chart.at = -1
}

// The marks that lead somewhere, in the order of the traces; one step for each place that they lead to.
function marksOf(plot) {
  const seen = new Set()
  const marks = []
  const add = (curve, point, customdata) => {
    const place = JSON.stringify(customdata)
    if (customdata == null || seen.has(place)) return
    seen.add(place)
    marks.push({ curve, point, customdata })
  }
  for (const [curve, trace] of (plot._fullData ?? []).entries()) {
    if (trace.visible !== true || trace.hoverinfo === "skip") continue
    for (const [row, one] of (trace.customdata ?? []).entries()) {
      const isGrid = trace.type === "heatmap"
      if (isGrid) one.forEach((cell, column) => add(curve, [row, column], cell))
      else add(curve, row, one)
    }
  }
  return marks
}
